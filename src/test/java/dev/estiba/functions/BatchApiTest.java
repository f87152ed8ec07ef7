package dev.estiba.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import dev.estiba.local.Access;
import dev.estiba.local.EmbeddedEstiba;
import dev.estiba.local.EmbeddedOptions;
import dev.estiba.local.RuntimeChoice;
import dev.estiba.testing.LivingFolder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HTTP API of batches over a real socket, on simulated containers. */
class BatchApiTest {

  private static final String SECRET = "correct-horse-battery";

  /** Each item says how long it takes and with what it exits. */
  private static final String TEMPLATE =
      "\"task\": {\"image\": \"busybox\", \"environmentVariables\": ["
          + "{\"name\": \"SIMULATED_DURATION\", \"value\": \"{{item.s}}\"},"
          + "{\"name\": \"SIMULATED_EXIT_CODE\", \"value\": \"{{item.code}}\"},"
          + "{\"name\": \"TOKEN\", \"secureValue\": \""
          + SECRET
          + "\"}]}";

  private static final String INSTANCES = "/runtime/webhooks/durabletask/instances/";

  @TempDir private static Path data;
  private static EmbeddedEstiba estiba;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    estiba =
        EmbeddedEstiba.tryStart(
                new EmbeddedOptions(
                    data, 0, RuntimeChoice.SIMULATED, Map.of(), Access.withoutKeys()))
            .orElseThrow();
  }

  @AfterAll
  static void stop() {
    estiba.close();
  }

  @Test
  void a_batch_is_told_with_its_items_and_retried_where_it_failed() throws Exception {
    String id =
        submit(
            "{\"items\": [" + items("0.1 0", "0.1 3", "0.1 0", "0.1 4") + "], " + TEMPLATE + "}");

    JsonNode batch = awaitEnd(id);
    JsonNode failed = get("/api/batches/" + id + "/items?state=failed");

    assertThat(batch.path("state").asText()).isEqualTo("Failed");
    assertThat(batch.path("result").path("counts").path("succeeded").asInt()).isEqualTo(2);
    assertThat(batch.path("result").path("failures")).hasSize(2);
    assertThat(failed.path("items")).hasSize(2);
    assertThat(failed.path("items").get(0).path("index").asInt()).isEqualTo(1);
    assertThat(failed.path("items").get(0).path("exitCode").asInt()).isEqualTo(3);
    assertThat(failed.path("items").get(0).path("item").path("s").asText()).isEqualTo("0.1");

    JsonNode again = post("/api/batches/" + id + "/retry", "", 202);
    JsonNode second = awaitEnd(id);

    assertThat(again.path("id").asText()).isEqualTo(id + "-r2");
    assertThat(get("/api/batches/" + id + "-r2")).isEqualTo(second);
    assertThat(get("/api/batches/" + id + "-r2/items").path("items")).hasSize(4);
    assertThat(second.path("result").path("round").asInt()).isEqualTo(2);
    assertThat(get("/api/batches/" + id + "/items?top=4").path("items"))
        .extracting(item -> item.path("taskId").asText())
        .containsExactly(id + "-0", id + "-r2-1", id + "-2", id + "-r2-3");
  }

  @Test
  void items_are_shown_a_page_at_a_time() throws Exception {
    String id = submit("{\"count\": 5, \"task\": {\"image\": \"busybox\"}, \"maxParallel\": 5}");
    awaitEnd(id);
    List<Integer> seen = new ArrayList<>();

    String page = "/api/batches/" + id + "/items?state=Succeeded&top=2&code=mine";
    int pages = 0;
    while (!page.isEmpty()) {
      JsonNode answer = get(page);
      answer.path("items").forEach(item -> seen.add(item.path("index").asInt()));
      page = answer.path("next").asText("").replace(estiba.url().toString(), "");
      assertThat(page)
          .satisfiesAnyOf(p -> assertThat(p).isEmpty(), p -> assertThat(p).contains("code=mine"));
      pages++;
    }

    assertThat(seen).containsExactly(0, 1, 2, 3, 4);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void a_secret_is_nowhere_but_where_azure_keeps_it() throws Exception {
    String id = submit("{\"items\": [" + items("0.1 0") + "], " + TEMPLATE + "}");
    JsonNode batch = awaitEnd(id);

    assertThat(batch.path("batch").toString()).contains("\"hidden\":true").doesNotContain(SECRET);
    assertThat(LivingFolder.filesWith(data, SECRET))
        .allMatch(file -> file.startsWith(data.resolve("azure")));
  }

  @Test
  void a_batch_that_is_cancelled_ends_soon() throws Exception {
    String id =
        submit(
            "{\"items\": ["
                + items("60 0", "60 0", "60 0")
                + "], \"maxParallel\": 2, "
                + TEMPLATE
                + "}");
    await().until(() -> get("/api/batches/" + id).at("/progress/counts/running").asInt() == 2);

    post("/api/batches/" + id + "/cancel?reason=enough&by=ana", "", 202);

    JsonNode result = awaitEnd(id).path("result");
    assertThat(result.path("state").asText()).isEqualTo("Cancelled");
    assertThat(result.path("cancelledBy").asText()).isEqualTo("ana");
    assertThat(result.path("counts").path("cancelled").asInt()).isEqualTo(2);
    assertThat(result.path("counts").path("skipped").asInt()).isEqualTo(1);
    assertThat(post("/api/batches/" + id + "/cancel", "", 409).path("detail").asText())
        .contains("has ended already");
  }

  @Test
  void a_batch_that_was_terminated_is_retried_once_its_items_are_stopped() throws Exception {
    String id = submit("{\"items\": [" + items("60 0") + "], " + TEMPLATE + "}");
    await().until(() -> get("/api/batches/" + id).at("/progress/counts/running").asInt() == 1);
    // Terminated batches are stopped at each full minute.
    await().until(() -> Instant.now().getEpochSecond() % 60 < 55);

    assertThat(send(INSTANCES + id + "/terminate", "", null).statusCode()).isEqualTo(202);
    await().until(() -> get("/api/batches/" + id).path("ended").asBoolean());

    assertThat(post("/api/batches/" + id + "/retry", "", 409).path("detail").asText())
        .isEqualTo("Items of the batch " + id + " are being stopped; try again in a minute.");
    send("/admin/functions/SweepContainerGroups", "{}", null);
    await()
        .until(
            () -> send("/api/batches/" + id + "/retry", "", null).statusCode(),
            code -> code == 202);
  }

  @Test
  void a_batch_whose_first_round_was_purged_is_found_by_its_ids() throws Exception {
    String id = submit("{\"items\": [" + items("0.1 1", "0.1 0") + "], " + TEMPLATE + "}");
    awaitEnd(id);
    post("/api/batches/" + id + "/retry", "", 202);
    JsonNode second = awaitEnd(id);

    purge(id);

    assertThat(second.at("/result/round").asInt()).isEqualTo(2);
    assertThat(get("/api/batches/" + id)).isEqualTo(second);
    assertThat(get("/api/batches/" + id + "-r2")).isEqualTo(second);
    assertThat(get("/api/batches/" + id + "/items").path("items")).hasSize(2);
    assertThat(post("/api/batches/" + id + "/retry", "", 202).path("id").asText())
        .isEqualTo(id + "-r3");
    awaitEnd(id);
  }

  private static void purge(String id) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(estiba.url() + INSTANCES + id)).DELETE().build();
    assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @Test
  void an_item_of_a_pack_is_shown_as_it_is_in_the_newest_attempt() throws Exception {
    String id =
        submit(
            "{\"items\": ["
                + items("0.1 0", "4 1")
                + "], \"pack\": true, "
                + TEMPLATE.replace(
                    "\"image\"",
                    "\"retry\": {\"maxAttempts\": 2, \"backoffSeconds\": 0}, \"image\"")
                + "}");

    JsonNode shown =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> get("/api/batches/" + id + "/items").path("items"),
                items -> items.at("/1/taskId").asText().equals(id + "-0-2"));
    JsonNode result = awaitEnd(id).path("result");
    JsonNode ended = get("/api/batches/" + id + "/items").path("items");

    assertThat(shown.at("/1/state").asText()).isNotEqualTo("Failed");
    assertThat(shown.at("/1/exitCode").isMissingNode()).isTrue();
    assertThat(shown.at("/0/state").asText()).isEqualTo("Running");
    assertThat(shown.at("/0/taskId").asText()).isEqualTo(id + "-0");
    assertThat(shown.at("/0/exitCode").asInt()).isZero();
    assertThat(result.path("state").asText()).isEqualTo("Failed");
    assertThat(ended.at("/0/state").asText()).isEqualTo("Succeeded");
    assertThat(ended.at("/1/state").asText()).isEqualTo("Failed");
    assertThat(ended.at("/1/taskId").asText()).isEqualTo(id + "-0-2");
  }

  @Test
  void the_same_request_with_the_same_key_is_one_batch() throws Exception {
    String batch = "{\"count\": 1, \"task\": {\"image\": \"busybox\"}}";

    HttpResponse<String> first = send("/api/batches", batch, "key-1");
    HttpResponse<String> second = send("/api/batches", batch, "key-1");
    HttpResponse<String> other = send("/api/batches", batch.replace("1", "2"), "key-1");

    assertThat(Json.parse(second.body()).path("id")).isEqualTo(Json.parse(first.body()).path("id"));
    assertThat(other.statusCode()).isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'count': 2}                                             | /task",
        "{'task': {'image': 'busybox'}}                           | count",
        "{'task': {'image': 'b', 'cpu': '{{item.x}}'}, 'count': 2}| item",
        "{'task': {'image': 'busybox'}, 'count': 2, 'maxFailures': '5x'}| /maxFailures",
      })
  void a_wrong_batch_is_refused_with_what_is_wrong_and_where(String batch, String told)
      throws Exception {
    HttpResponse<String> refused = send("/api/batches", batch.replace('\'', '"'), null);

    JsonNode problem = Json.parse(refused.body());
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(problem.path("detail").asText()).contains(told);
    assertThat(problem.path("errors").get(0).path("message").asText()).isNotEmpty();
  }

  @Test
  void what_is_not_there_is_not_found_and_a_wrong_query_is_told() throws Exception {
    String id = submit("{\"count\": 1, \"task\": {\"image\": \"busybox\"}}");

    assertThat(status("/api/batches/nobody")).isEqualTo(404);
    assertThat(status("/api/batches/nobody/items")).isEqualTo(404);
    assertThat(status("/api/batches/" + id + "/items?state=lost")).isEqualTo(400);
    assertThat(status("/api/batches/" + id + "/items?top=1000")).isEqualTo(400);
    awaitEnd(id);
    assertThat(post("/api/batches/" + id + "/retry", "", 409).path("detail").asText())
        .contains("Every item");
  }

  private static String items(String... secondsAndCode) {
    return Stream.of(secondsAndCode)
        .map(item -> item.split(" "))
        .map(item -> "{\"s\": \"" + item[0] + "\", \"code\": \"" + item[1] + "\"}")
        .reduce((one, other) -> one + ", " + other)
        .orElse("");
  }

  private static String submit(String batch) throws Exception {
    return post("/api/batches", batch, 202).path("id").asText();
  }

  private static JsonNode post(String path, String body, int status) throws Exception {
    HttpResponse<String> answer = send(path, body, null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return Json.parse(answer.body());
  }

  private static HttpResponse<String> send(String path, String body, String key) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(estiba.url() + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static int status(String path) throws Exception {
    return HTTP.send(
            HttpRequest.newBuilder(URI.create(estiba.url() + path)).build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  private static JsonNode get(String path) throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(estiba.url() + path)).build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parse(answer.body());
  }

  private static JsonNode awaitEnd(String id) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> get("/api/batches/" + id), batch -> batch.path("ended").asBoolean());
  }
}
