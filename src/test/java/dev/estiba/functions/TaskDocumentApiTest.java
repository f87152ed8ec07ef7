package dev.estiba.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import dev.estiba.local.Access;
import dev.estiba.local.EmbeddedEstiba;
import dev.estiba.local.EmbeddedOptions;
import dev.estiba.local.RuntimeChoice;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of tasks over a real socket: in YAML, checked, and their schema. */
class TaskDocumentApiTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path data;
  private static EmbeddedEstiba estiba;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/yaml",
        "application/x-yaml",
        "text/yaml; charset=utf-8",
        "TEXT/X-YAML"
      })
  void a_task_in_yaml_is_accepted(String contentType) throws Exception {
    HttpResponse<String> accepted =
        post("/api/tasks", contentType, "image: busybox\ncommand: [echo, 'NO']\n");

    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    JsonNode task = get("/api/tasks/" + Json.parse(accepted.body()).path("id").asText());
    assertThat(task.path("task").path("command")).isEqualTo(Json.parse("[\"echo\", \"NO\"]"));
  }

  @Test
  void a_syntax_error_is_told_with_its_place() throws Exception {
    HttpResponse<String> refused =
        post("/api/tasks", "application/yaml", "image: busybox\ncommand: [echo\n");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Json.parse(refused.body()).path("errors").get(0).path("message").asText())
        .startsWith("is not YAML (line 3, column 1): ");
  }

  @Test
  void a_good_task_is_shown_with_its_defaults_and_without_its_secrets() throws Exception {
    HttpResponse<String> answer =
        post(
            "/api/lint",
            "application/json",
            """
            {"image": "busybox", "environmentVariables": [{"name": "K", "secureValue": "s3cret"}]}
            """);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    JsonNode verdict = Json.parse(answer.body());
    assertThat(verdict.path("valid").asBoolean()).isTrue();
    JsonNode task = verdict.path("task");
    assertThat(task.path("memoryInGB").asDouble()).isEqualTo(1.5);
    assertThat(task.path("resourceGroup").asText()).isEqualTo("estiba");
    assertThat(task.path("retry").path("maxAttempts").asInt()).isEqualTo(1);
    assertThat(task.at("/environmentVariables/0/secureValue/hidden").asBoolean()).isTrue();
    assertThat(answer.body()).doesNotContain("s3cret");
  }

  @Test
  void a_bad_task_is_no_bad_request_for_who_asks_what_is_wrong_with_it() throws Exception {
    HttpResponse<String> answer =
        post("/api/lint", "application/yaml", "cpu: 99\ncommand: [echo]\nkeep: forever\n");

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode verdict = Json.parse(answer.body());
    assertThat(verdict.path("valid").asBoolean(true)).isFalse();
    assertThat(verdict.path("errors"))
        .extracting(error -> error.path("path").asText())
        .containsExactlyInAnyOrder("/image", "/cpu", "/keep");
    assertThat(verdict.path("errors"))
        .allSatisfy(error -> assertThat(error.path("message").asText()).isNotBlank())
        .allSatisfy(error -> assertThat(error.path("line").asInt()).isPositive())
        .allSatisfy(error -> assertThat(error.path("column").asInt()).isEqualTo(1));
  }

  @Test
  void batches_and_pipelines_are_checked_too() throws Exception {
    String step = "steps:\n  - {name: a, needs: [%s], task: {image: busybox}}\n";
    JsonNode pipeline =
        Json.parse(
            post("/api/lint", "application/yaml", "steps: [{name: a, approval: {}}]").body());
    JsonNode wrong = Json.parse(post("/api/lint", "application/yaml", step.formatted("b")).body());
    JsonNode batch =
        Json.parse(post("/api/lint", "application/yaml", "count: 2\ntask: {image: x}").body());

    assertThat(pipeline).isEqualTo(Json.parse("{\"valid\": true, \"kind\": \"Pipeline\"}"));
    assertThat(batch).isEqualTo(Json.parse("{\"valid\": true, \"kind\": \"Batch\"}"));
    assertThat(wrong.path("valid").asBoolean(true)).isFalse();
    assertThat(wrong.at("/errors/0/path").asText()).isEqualTo("/steps/0/needs/0");
    assertThat(wrong.at("/errors/0/line").asInt()).isEqualTo(2);
    assertThat(wrong.at("/errors/0/column").asInt()).isEqualTo(23);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | {\"image\":                 | 400 | is not JSON",
        "application/json | ''                          | 400 | is empty",
        "application/yaml | 'image: [a'                 | 400 | is not YAML",
        "application/yaml | 'a: 1\n---\nb: 2'           | 400 | second document",
        "text/plain       | {\"image\": \"busybox\"}    | 415 | application/yaml; it is 'text/plain'",
      })
  void what_is_no_document_is_refused_wherever_it_is_sent(
      String contentType, String body, int status, String message) throws Exception {
    for (String path : new String[] {"/api/tasks", "/api/lint"}) {
      HttpResponse<String> refused = post(path, contentType, body);

      assertThat(refused.statusCode()).isEqualTo(status);
      assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(Json.parse(refused.body()).path("detail").asText()).contains(message);
    }
  }

  @Test
  void two_megabytes_are_too_many_to_check() throws Exception {
    String large = "image: " + "x".repeat(2 * 1024 * 1024);

    assertThat(post("/api/lint", "application/yaml", large).statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"task", "batch", "pipeline"})
  void the_schemas_are_served(String kind) throws Exception {
    HttpResponse<String> schema =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(estiba.url() + "/api/schemas/" + kind + ".json"))
                .build(),
            BodyHandlers.ofString());

    assertThat(schema.statusCode()).isEqualTo(200);
    assertThat(schema.headers().firstValue("Content-Type")).contains("application/schema+json");
    assertThat(Json.parse(schema.body()).path("title").asText()).isEqualTo("Estiba " + kind);
  }

  private static HttpResponse<String> post(String path, String contentType, String body)
      throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(estiba.url() + path))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode get(String path) throws Exception {
    return Json.parse(
        HTTP.send(
                HttpRequest.newBuilder(URI.create(estiba.url() + path)).build(),
                BodyHandlers.ofString())
            .body());
  }
}
