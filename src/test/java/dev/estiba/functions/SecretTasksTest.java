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
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks with secrets, and requests that come twice, over HTTP on simulated containers. */
class SecretTasksTest {

  /** Also in Base64, in case it is stored so. */
  private static final String SECRET = "hush-4711-nobody-is-to-see-this";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path data;
  private static EmbeddedEstiba estiba;

  @BeforeAll
  static void start() throws Exception {
    estiba =
        EmbeddedEstiba.tryStart(
                new EmbeddedOptions(
                    data,
                    0,
                    RuntimeChoice.SIMULATED,
                    Map.of("ESTIBA_SECRET_LOG", "from a setting"),
                    Access.withoutKeys()))
            .orElseThrow();
  }

  @AfterAll
  static void stop() {
    estiba.close();
  }

  @Test
  void a_secret_reaches_its_container_and_is_found_nowhere_else() throws Exception {
    String id = idOf(submit(task("SIMULATED_LOG", SECRET), null));

    JsonNode end = awaitEnd(id);

    assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("Succeeded");
    assertThat(get("/api/tasks/" + id + "/logs")).as("the container had it").contains(SECRET);
    assertThat(end.toString()).doesNotContain(SECRET);
    assertThat(
            get(
                "/runtime/webhooks/durabletask/instances/"
                    + id
                    + "?showHistory=true"
                    + "&showHistoryOutput=true&showInput=true"))
        .contains("sealed")
        .doesNotContain(SECRET);
    assertThat(filesWith(data, SECRET, "/logs/", "/azure/")).isEmpty();
  }

  @Test
  void a_secret_may_be_an_app_setting_of_its_own_prefix() throws Exception {
    String id =
        idOf(submit(task("SIMULATED_LOG", Map.of("appSetting", "ESTIBA_SECRET_LOG")), null));

    awaitEnd(id);

    assertThat(get("/api/tasks/" + id + "/logs")).contains("from a setting");
  }

  @Test
  void a_secret_that_is_not_there_rejects_the_task_and_says_which() throws Exception {
    String id =
        idOf(submit(task("SIMULATED_LOG", Map.of("appSetting", "ESTIBA_SECRET_NONE")), null));

    JsonNode end = awaitEnd(id);

    assertThat(end.path("state").asText()).isEqualTo("Rejected");
    assertThat(end.path("reason").path("message").asText()).contains("ESTIBA_SECRET_NONE");
    assertThat(end.path("result").path("containerGroupDeleted").asBoolean()).isTrue();
  }

  @Test
  void the_same_key_with_another_request_is_a_conflict() throws Exception {
    HttpResponse<String> first = submit(task("A", SECRET), "once");

    HttpResponse<String> same = submit(task("A", SECRET), "once");
    HttpResponse<String> otherSecret = submit(task("A", SECRET + "!"), "once");
    HttpResponse<String> otherTask = submit(task("B", SECRET), "once");

    assertThat(idOf(same)).isEqualTo(idOf(first));
    assertThat(otherSecret.statusCode()).isEqualTo(409);
    assertThat(otherTask.statusCode()).isEqualTo(409);
    assertThat(otherTask.body()).contains(idOf(first)).doesNotContain(SECRET);
    awaitEnd(idOf(first));
    assertThat(submit(task("B", SECRET), "once").statusCode()).isEqualTo(409);
  }

  @Test
  void the_order_of_fields_makes_no_other_request() throws Exception {
    HttpResponse<String> first = submit("{\"image\":\"busybox\",\"cpu\":1}", "order");
    HttpResponse<String> same = submit("{\"cpu\":1.0, \"image\":\"busybox\"}", "order");

    assertThat(idOf(same)).isEqualTo(idOf(first));
  }

  @Test
  void what_a_task_will_cost_is_said_before_it_runs() throws Exception {
    JsonNode accepted =
        Json.parse(submit("{\"image\":\"busybox\",\"timeoutSeconds\":3600}", null).body());

    JsonNode estimate = accepted.path("estimate");
    assertThat(estimate.path("perHour").path("amount").asDouble()).isBetween(0.04, 0.06);
    assertThat(estimate.path("atMost")).isEqualTo(estimate.path("perHour"));
  }

  /** The files below a directory, but for some, that hold a text as it is or in Base64. */
  private static List<Path> filesWith(Path directory, String text, String... butBelow)
      throws IOException {
    String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return LivingFolder.filesWith(directory, text, base64.substring(0, base64.length() - 4))
        .stream()
        .filter(file -> Stream.of(butBelow).noneMatch(part -> file.toString().contains(part)))
        .toList();
  }

  private static String task(String name, Object secret) {
    return Json.write(
        Map.of(
            "image",
            "busybox",
            "environmentVariables",
            List.of(
                Map.of("name", "SIMULATED_DURATION", "value", "0.2"),
                Map.of("name", name, "secureValue", secret))));
  }

  private static HttpResponse<String> submit(String task, String key) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(estiba.url() + "/api/tasks"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(task));
    return HTTP.send(
        key == null ? request.build() : request.header("Idempotency-Key", key).build(),
        BodyHandlers.ofString());
  }

  private static String get(String path) throws IOException, InterruptedException {
    return HTTP.send(
            HttpRequest.newBuilder(URI.create(estiba.url() + path)).build(),
            BodyHandlers.ofString())
        .body();
  }

  private static String idOf(HttpResponse<String> accepted) {
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    return Json.read(accepted.body(), JsonNode.class).path("id").textValue();
  }

  private static JsonNode awaitEnd(String id) {
    return await()
        .until(() -> Json.parse(get("/api/tasks/" + id)), t -> t.path("ended").asBoolean());
  }
}
