package dev.estiba.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import dev.estiba.local.Access;
import dev.estiba.local.EmbeddedEstiba;
import dev.estiba.local.EmbeddedOptions;
import dev.estiba.local.RuntimeChoice;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Estiba's HTTP API over a real socket, on simulated containers. */
class TaskApiTest {

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
  void a_submitted_task_is_accepted_and_its_status_url_ends_with_the_result() throws Exception {
    HttpResponse<String> accepted = submit(task("0.3", 3, "hola"));

    JsonNode links = Json.parse(accepted.body());
    String statusUrl = links.path("statusQueryGetUri").textValue();
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(accepted.headers().firstValue("Location")).contains(statusUrl);
    assertThat(links.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id",
            "statusQueryGetUri",
            "sendEventPostUri",
            "terminatePostUri",
            "purgeHistoryDeleteUri",
            "suspendPostUri",
            "resumePostUri",
            "restartPostUri",
            "estimate");

    JsonNode status = awaitStatus(statusUrl, "Completed");
    JsonNode result = status.path("output");
    assertThat(result.path("state").asText()).isEqualTo("Failed");
    assertThat(result.path("exitCode").asInt()).isEqualTo(3);
    assertThat(result.path("containerGroup").asText()).matches("task-[0-9a-f]{12}-1");
    assertThat(Instant.parse(result.path("startTime").asText()))
        .isBefore(Instant.parse(result.path("finishTime").asText()));
    assertThat(Path.of(URI.create(result.path("log").asText()))).content().endsWith(" hola\n");
    assertThat(result.path("containerGroupDeleted").asBoolean()).isTrue();
  }

  @Test
  void a_task_and_its_log_are_shown_to_people() throws Exception {
    String id = idOf(submit(task("0.2", 0, "uno\ndos")));

    JsonNode task = awaitEnd(id);

    assertThat(task.path("state").asText()).isEqualTo("Succeeded");
    assertThat(task.path("task").path("image").asText()).isEqualTo("busybox");
    HttpResponse<String> log = get("/api/tasks/" + id + "/logs");
    assertThat(log.body()).isEqualTo("uno\ndos\n");
    assertThat(log.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(log.headers().firstValue("X-Estiba-Log-Complete")).contains("true");
  }

  @Test
  void a_log_is_read_on_from_where_it_was_read_before() throws Exception {
    String id = idOf(submit(task("0.2", 0, "uno\ndos")));
    awaitEnd(id);

    HttpResponse<String> all = get("/api/tasks/" + id + "/logs?timestamps=true");
    String offset = all.headers().firstValue("X-Estiba-Next-Offset").orElseThrow();
    HttpResponse<String> rest = get("/api/tasks/" + id + "/logs?offset=" + offset);

    assertThat(all.body().lines()).hasSize(2).allMatch(line -> line.startsWith("20"));
    assertThat(rest.body()).isEmpty();
  }

  @Test
  void a_cancelled_task_ends_at_once_and_says_by_whom_not_it_failed() throws Exception {
    String id = idOf(submit(task("600", 0, "")));
    awaitState(id, "Running");

    HttpResponse<String> cancelled =
        send(post("/api/tasks/" + id + "/cancel?reason=enough", "", null));
    JsonNode task = awaitEnd(id);

    assertThat(cancelled.statusCode()).isEqualTo(202);
    assertThat(task.path("state").asText()).isEqualTo("Cancelled");
    assertThat(task.path("reason").path("message").asText()).contains("enough");
    assertThat(send(post("/api/tasks/" + id + "/cancel", "", null)).statusCode()).isEqualTo(409);
  }

  @Test
  void a_task_that_takes_too_long_is_timed_out() throws Exception {
    String id =
        idOf(submit(task("600", 0, "").replace("\"busybox\"", "\"b\",\"timeoutSeconds\":1")));

    assertThat(awaitEnd(id).path("state").asText()).isEqualTo("TimedOut");
  }

  @Test
  void requests_with_the_same_idempotency_key_start_one_task() throws Exception {
    List<String> ids =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> idOf(trySend(post("/api/tasks", task("0.1", 0, ""), "once"))))
            .toList();
    awaitEnd(ids.get(0));

    String later = idOf(send(post("/api/tasks", task("0.1", 0, ""), "once")));

    assertThat(ids).containsOnly(later);
    assertThat(get("/api/tasks/" + later).body()).contains("\"ended\" : true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                | /image               | is required",
        "{\"image\":\"busybox\",\"cpu\":0} | /cpu                 | from 0.1 to 31",
        "{\"image\":\"busybox\",\"x\":1}   | /x                   | allowed are",
        "{\"image\":\"busybox\",           |                      | not JSON",
        "[]                                |                      | JSON object",
        "''                                |                      | JSON object"
      })
  void a_bad_task_is_refused_with_the_field_and_what_is_allowed(
      String body, String path, String message) throws Exception {
    HttpResponse<String> refused = submit(body);

    JsonNode problem = Json.parse(refused.body());
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(problem.path("errors").get(0).path("path").asText())
        .isEqualTo(path == null ? "" : path);
    assertThat(problem.path("detail").asText()).contains(message);
  }

  @Test
  void a_body_that_is_too_large_or_no_json_is_refused() throws Exception {
    String large = "{\"image\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}";
    HttpRequest form =
        HttpRequest.newBuilder(url("/api/tasks"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("{\"image\":\"busybox\"}"))
            .build();

    assertThat(submit(large).statusCode()).isEqualTo(413);
    HttpResponse<String> unsupported = send(form);
    assertThat(unsupported.statusCode()).isEqualTo(415);
    assertThat(unsupported.body()).contains("application/json");
  }

  @Test
  void what_is_not_there_is_not_found() throws Exception {
    assertThat(get("/api/tasks/nobody").statusCode()).isEqualTo(404);
    assertThat(get("/api/tasks/nobody/logs").statusCode()).isEqualTo(404);
    assertThat(send(post("/api/tasks/nobody/cancel", "", null)).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "offset=-1           | offset    | must be a whole number of bytes, 0 or more",
        "attempt=2           | attempt   | must be 1: so far there is one attempt",
        "attempt=x           | attempt   | must be 1: so far there is one attempt",
        "container=other     | container | must be one of task-",
      })
  void a_log_that_there_is_not_is_refused_with_what_there_is(
      String query, String path, String message) throws Exception {
    String id = idOf(submit(task("0", 0, "")));
    awaitEnd(id);

    HttpResponse<String> refused = get("/api/tasks/" + id + "/logs?" + query);

    JsonNode problem = Json.parse(refused.body());
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(problem.path("errors")).hasSize(1);
    assertThat(problem.path("errors").get(0).path("path").asText()).isEqualTo(path);
    assertThat(problem.path("errors").get(0).path("message").asText()).startsWith(message);
  }

  @Test
  void a_log_is_read_by_attempt_and_container_and_tells_its_gaps() throws Exception {
    String id = idOf(submit(task("0.2", 0, "uno\ndos")));
    String container = awaitEnd(id).path("result").path("containerGroup").asText();

    HttpResponse<String> log =
        get("/api/tasks/" + id + "/logs?attempt=1&offset=0&container=" + container);

    assertThat(log.body()).isEqualTo("uno\ndos\n");
    assertThat(log.headers().firstValue("X-Estiba-Log-Gaps")).contains("0");
    assertThat(log.headers().firstValue("X-Estiba-Log-Attempt")).contains("1");
    assertThat(log.headers().firstValue("X-Estiba-Attempts")).contains("1");
  }

  @Test
  void create_aci_answers_once_the_group_exists() throws Exception {
    HttpResponse<String> created = get("/api/CreateACI?image=busybox");

    JsonNode body = Json.parse(created.body());
    assertThat(created.statusCode()).isEqualTo(202);
    assertThat(body.path("message").asText())
        .matches(
            "ACI default-[0-9a-f]{12}-1 in RG DefaultACIRg to run busybox:latest was created\\."
                + " ID is /subscriptions/.*/containerGroups/default-[0-9a-f]{12}-1");
    JsonNode status = awaitStatus(body.path("statusQueryGetUri").asText(), "Completed");
    assertThat(status.path("output").path("state").asText()).isEqualTo("Succeeded");
    assertThat(status.path("output").path("containerGroupDeleted").asBoolean()).isTrue();
  }

  @Test
  void create_aci_takes_its_parameters_by_post_too() throws Exception {
    HttpResponse<String> created =
        send(post("/api/CreateACI?name=Mine&rg=My-Rg&image=library%2Fbusybox&tag=1.36", "", null));

    assertThat(created.body()).contains("ACI mine-", "in RG My-Rg to run library/busybox:1.36 was");
  }

  @ParameterizedTest
  @CsvSource({
    "'', image is required",
    "image=Busy%20Box, image must be",
    "image=b&rg=a%2Fb, rg must"
  })
  void create_aci_says_what_is_wrong(String query, String message) throws Exception {
    HttpResponse<String> refused = get("/api/CreateACI?" + query);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Json.parse(refused.body()).path("message").asText()).contains(message);
  }

  private static String task(String duration, int exitCode, String log) {
    return Json.write(
        Map.of(
            "image",
            "busybox",
            "environmentVariables",
            List.of(
                Map.of("name", "SIMULATED_DURATION", "value", duration),
                Map.of("name", "SIMULATED_EXIT_CODE", "value", Integer.toString(exitCode)),
                Map.of("name", "SIMULATED_LOG", "value", log))));
  }

  private static HttpResponse<String> submit(String task) throws Exception {
    return send(post("/api/tasks", task, null));
  }

  private static HttpRequest post(String path, String body, String idempotencyKey) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return idempotencyKey == null
        ? request.build()
        : request.header("Idempotency-Key", idempotencyKey).build();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(url(path)).build());
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private static HttpResponse<String> trySend(HttpRequest request) {
    try {
      return send(request);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static URI url(String path) {
    return URI.create(estiba.url() + path);
  }

  private static String idOf(HttpResponse<String> accepted) {
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    return Json.read(accepted.body(), JsonNode.class).path("id").textValue();
  }

  private static JsonNode awaitEnd(String id) {
    return await()
        .until(() -> Json.parse(get("/api/tasks/" + id).body()), t -> t.path("ended").asBoolean());
  }

  private static void awaitState(String id, String state) {
    await()
        .until(
            () -> Json.parse(get("/api/tasks/" + id).body()).path("state").asText(), state::equals);
  }

  private static JsonNode awaitStatus(String statusUrl, String runtimeStatus) {
    return await()
        .until(
            () -> Json.parse(send(HttpRequest.newBuilder(URI.create(statusUrl)).build()).body()),
            status -> status.path("runtimeStatus").asText().equals(runtimeStatus));
  }
}
