package dev.estiba.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import dev.estiba.local.Access;
import dev.estiba.local.EmbeddedEstiba;
import dev.estiba.local.EmbeddedOptions;
import dev.estiba.local.RuntimeChoice;
import dev.estiba.webhook.Receiver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends are told, and how far that is can be seen: over real sockets, on simulated containers. */
class CompletionApiTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Receiver RECEIVER = new Receiver();

  @TempDir private static Path data;
  private static EmbeddedEstiba estiba;

  @BeforeAll
  static void start() throws Exception {
    Map<String, String> settings =
        Map.of("ESTIBA_ALLOWED_NETWORKS", "127.0.0.0/8", "ESTIBA_SECRET_HOOK", "whsec_a2V5");
    estiba =
        EmbeddedEstiba.tryStart(
                new EmbeddedOptions(
                    data, 0, RuntimeChoice.SIMULATED, settings, Access.withoutKeys()))
            .orElseThrow();
  }

  @AfterAll
  static void stop() {
    estiba.close();
    RECEIVER.close();
  }

  private static String hooks() {
    String url = RECEIVER.url("/hook?token=t0ken");
    return ("'onCompletion': [{'url': '"
            + url
            + "', 'secretRef': {'appSetting':"
            + " 'ESTIBA_SECRET_HOOK'}}, {'url': 'http://[::1]:1/x'}, {'url': 'http://h/', 'on':"
            + " ['cancelled']}]")
        .replace('\'', '"');
  }

  @Test
  void a_task_shows_who_is_told_of_its_end() throws Exception {
    JsonNode task = ended("/api/tasks/", "{\"image\": \"busybox\", " + hooks() + "}");

    checkNotifications(task);
    checkEvent("dev.estiba.task.", "tasks/" + task.path("id").asText());
    assertThat(task.at("/task/onCompletion/0/url").asText()).isEqualTo(RECEIVER.url("/hook"));
    assertThat(task.toString()).doesNotContain("t0ken");
  }

  @Test
  void a_batch_shows_who_is_told_of_its_end() throws Exception {
    JsonNode batch =
        ended("/api/batches/", "{\"task\": {\"image\": \"x\"}, \"count\": 1, " + hooks() + "}");

    checkNotifications(batch);
    checkEvent("dev.estiba.batch.", "batches/" + batch.path("id").asText());
    assertThat(batch.toString()).doesNotContain("t0ken");
  }

  @Test
  void a_pipeline_shows_who_is_told_of_its_end() throws Exception {
    JsonNode pipeline =
        ended(
            "/api/pipelines/",
            "{\"steps\": [{\"name\": \"a\", \"task\": {\"image\": \"x\", "
                + hooks()
                + "}}], "
                + hooks()
                + "}");

    checkNotifications(pipeline);
    checkEvent("dev.estiba.pipeline.", "pipelines/" + pipeline.path("id").asText());
    assertThat(pipeline.toString()).doesNotContain("t0ken");
  }

  private static void checkNotifications(JsonNode view) {
    JsonNode notifications = view.path("notifications");
    assertThat(notifications).hasSize(2);
    JsonNode delivered = notifications.get(0);
    assertThat(delivered)
        .isEqualTo(
            Json.object()
                .put("url", RECEIVER.url("/hook"))
                .put("state", "Delivered")
                .put("tries", 1));
    JsonNode refused = notifications.get(1);
    assertThat(refused.path("state").asText()).isEqualTo("Refused");
    assertThat(refused.path("lastError").asText()).contains("ESTIBA_ALLOWED_NETWORKS");
  }

  private static void checkEvent(String type, String subject) {
    assertThat(RECEIVER.requests)
        .filteredOn(request -> request.body().contains("\"subject\":\"" + subject + "\""))
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.body()).contains("\"type\":\"" + type);
              assertThat(request.header("webhook-signature")).startsWith("v1,");
            });
  }

  @Test
  void what_is_wrong_with_an_entry_is_told_at_its_place() throws Exception {
    HttpResponse<String> answer =
        post("/api/tasks", "{\"image\": \"x\", \"onCompletion\": [{\"url\": \"ftp://x\"}]}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("/onCompletion/0/url must be an address https://HOST");
  }

  /** What is shown once nobody is left to be told. */
  private static JsonNode ended(String path, String document) throws Exception {
    HttpResponse<String> accepted = post(path.substring(0, path.length() - 1), document);
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    String id = Json.parse(accepted.body()).path("id").textValue();
    Predicate<JsonNode> isOver =
        view ->
            view.path("ended").asBoolean()
                && !view.path("notifications").toString().contains("Trying");
    return await().atMost(Duration.ofSeconds(60)).until(() -> get(path + id), isOver);
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    return HTTP.send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode get(String path) throws Exception {
    return Json.parse(HTTP.send(request(path).build(), BodyHandlers.ofString()).body());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(estiba.url() + path));
  }
}
