package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code ./estiba up} answers to who asks for tasks. */
final class TasksApiIT {

  private static final int MEGABYTE = 1024 * 1024;

  @RegisterExtension private static final Launched launched = Launched.forAllTests();
  @TempDir private static Path data;
  private static RunningHost host;

  @BeforeAll
  static void start() {
    host = launched.up(data, "--runtime", "process");
  }

  @Test
  void the_functions_are_listed_with_their_urls() {
    String api = "http://localhost:" + host.url().getPort() + "/api/";

    assertThat(host.process().stdout())
        .contains(
            "State is kept in " + data + ".",
            "\tCancelBatch: [POST] " + api + "batches/{id}/cancel\n",
            "\tCancelTask: [POST] " + api + "tasks/{id}/cancel\n",
            "\tCollectLogs: activityTrigger\n",
            "\tCreateACI: [GET,POST] " + api + "CreateACI\n",
            "\tCreateContainerGroup: activityTrigger\n",
            "\tDeleteContainerGroup: activityTrigger\n",
            "\tGetBatch: [GET] " + api + "batches/{id}\n",
            "\tGetBatchItems: [GET] " + api + "batches/{id}/items\n",
            "\tGetTask: [GET] " + api + "tasks/{id}\n",
            "\tGetTaskLogs: [GET] " + api + "tasks/{id}/logs\n",
            "\tGetTaskSchema: [GET] " + api + "schemas/task.json\n",
            "\tInspectContainerGroup: activityTrigger\n",
            "\tLintTask: [POST] " + api + "lint\n",
            "\tRetryBatch: [POST] " + api + "batches/{id}/retry\n",
            "\tRunBatch: orchestrationTrigger\n",
            "\tRunBatchLane: orchestrationTrigger\n",
            "\tRunTask: orchestrationTrigger\n",
            "\tStartFromQueue: disabled\n",
            "\tSubmitBatch: [POST] " + api + "batches\n",
            "\tSubmitTask: [POST] " + api + "tasks\n",
            "\tSweepContainerGroups: timerTrigger\n",
            "\tWatchContainerGroup: orchestrationTrigger\n");
  }

  @Test
  void a_task_is_accepted_with_every_link_and_its_status_ends_with_the_result() throws Exception {
    String task =
        """
        {"image":"busybox","command":["sh","-c","echo hola $K; sleep 5; exit 3"],"cpu":1,
         "memoryInGB":1.5,"environmentVariables":[{"name":"K","value":"v"}],"timeoutSeconds":600}
        """;

    RunningHost.Answer answer = host.post("/api/tasks", task).expect(202);

    JsonNode payload = answer.json();
    String instance =
        host.url() + "/runtime/webhooks/durabletask/instances/" + payload.path("id").asText();
    assertThat(answer.header("Location")).isEqualTo(payload.path("statusQueryGetUri").asText());
    assertThat(payload.path("statusQueryGetUri").asText()).startsWith(instance + "?");
    assertThat(payload.path("purgeHistoryDeleteUri").asText()).startsWith(instance + "?");
    assertThat(payload.path("sendEventPostUri").asText())
        .startsWith(instance + "/raiseEvent/{eventName}?");
    assertThat(payload.path("terminatePostUri").asText())
        .startsWith(instance + "/terminate?reason={text}&");
    assertThat(payload.path("suspendPostUri").asText())
        .startsWith(instance + "/suspend?reason={text}&");
    assertThat(payload.path("resumePostUri").asText())
        .startsWith(instance + "/resume?reason={text}&");
    assertThat(payload.path("restartPostUri").asText()).startsWith(instance + "/restart?");

    JsonNode running = host.awaitPhase(payload, "Running");
    assertThat(running.path("runtimeStatus").asText()).isEqualTo("Running");
    assertThat(Instant.parse(running.path("customStatus").path("since").asText())).isNotNull();

    JsonNode result = host.awaitResult(payload);
    assertThat(result.path("state").asText()).isEqualTo("Failed");
    assertThat(result.path("exitCode").asInt()).isEqualTo(3);
    assertThat(Instant.parse(result.path("startTime").asText()))
        .isBefore(Instant.parse(result.path("finishTime").asText()));
    assertThat(result.path("containerGroup").asText()).matches("task-[0-9a-f]{12}-1");
    assertThat(result.path("containerGroupDeleted").asBoolean()).isTrue();
    Path log = Path.of(URI.create(result.path("log").asText()));
    assertThat(Files.readString(log)).endsWith(" hola v\n");
    RunningHost.Answer status = host.get(payload.path("statusQueryGetUri").asText()).expect(200);
    assertThat(status.json().path("output")).isEqualTo(result);
  }

  @Test
  void people_read_a_task_and_its_log() {
    JsonNode payload = host.submit("echo one; echo two >&2; echo three");
    JsonNode result = host.awaitResult(payload);
    String url = "/api/tasks/" + payload.path("id").asText();

    RunningHost.Answer task = host.get(url).expect(200);
    RunningHost.Answer log = host.get(url + "/logs").expect(200);

    assertThat(task.json().path("state").asText()).isEqualTo("Succeeded");
    assertThat(task.json().path("ended").asBoolean()).isTrue();
    assertThat(task.json().path("result")).isEqualTo(result);
    assertThat(task.json().path("task").path("image").asText()).isEqualTo("busybox");
    assertThat(log.body()).isEqualTo("one\ntwo\nthree\n");
    assertThat(log.header("Content-Type")).startsWith("text/plain");
    assertThat(log.header("X-Estiba-Log-Complete")).isEqualTo("true");
  }

  @Test
  void a_task_that_is_not_there_is_named() {
    assertThat(host.get("/api/tasks/nobody").expect(404).body()).contains("'nobody'");
    assertThat(host.get("/api/tasks/nobody/logs").expect(404).body()).contains("'nobody'");
    assertThat(host.post("/api/tasks/nobody/cancel", "").expect(404).body()).contains("'nobody'");
  }

  @Test
  void a_submission_repeated_with_its_key_is_one_task() throws Exception {
    String task = Json.write(RunningHost.shellTask("true"));

    String first = submitWithKey(task);

    assertThat(submitWithKey(task)).isEqualTo(first);
  }

  private static String submitWithKey(String task) throws Exception {
    var request =
        HttpRequest.newBuilder(host.url().resolve("/api/tasks"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "the same")
            .header("x-functions-key", host.key())
            .POST(HttpRequest.BodyPublishers.ofString(task))
            .build();
    var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(202);
    return Json.parse(response.body()).path("id").asText();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                      | /image  | is required",
        "{\"command\":[\"true\"]}                | /image  | is required",
        "{\"image\":\"UPPER case\"}              | /image  | must be an image reference",
        "{\"image\":\"x\",\"cpu\":0}             | /cpu    | must be a number from 0.1 to 31",
        "{\"image\":\"x\",\"memoryInGB\":\"1\"}  | /memoryInGB | must be a number",
        "{\"image\":\"x\",\"timeoutSeconds\":0}  | /timeoutSeconds | must be a whole number",
        "{\"image\":\"x\",\"colour\":\"red\"}    | /colour | allowed are name, image, command",
        "{\"image\":\"x\",\"environmentVariables\":[{\"value\":\"v\"}]} |"
            + " /environmentVariables/0/name | is required",
        "{\"image\":                             | ``      | is not JSON",
        "[]                                      | ``      | must be a JSON object",
      })
  void bad_input_is_told_by_field(String body, String path, String message) {
    RunningHost.Answer answer = host.post("/api/tasks", body).expect(400);

    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().path("status").asInt()).isEqualTo(400);
    JsonNode errors = answer.json().path("errors");
    assertThat(errors).hasSize(1);
    assertThat(errors.path(0).path("path").asText()).isEqualTo(path);
    assertThat(errors.path(0).path("message").asText()).contains(message);
  }

  @Test
  void a_body_of_two_megabytes_is_too_large() {
    String body = "{\"image\":\"x\",\"name\":\"" + "a".repeat(2 * MEGABYTE) + "\"}";

    RunningHost.Answer answer = host.post("/api/tasks", body).expect(413);

    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().path("detail").asText()).contains("at most " + MEGABYTE + " bytes");
  }

  @Test
  void a_body_that_does_not_say_it_is_json_is_refused() {
    RunningHost.Answer answer =
        host.send("POST", "/api/tasks", "text/plain", "{\"image\":\"busybox\"}").expect(415);

    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().path("detail").asText())
        .contains("must be application/json", "'text/plain'");
  }

  @Test
  void the_schema_needs_no_key_and_a_check_does() {
    RunningHost stranger = host.withKey("");

    RunningHost.Answer schema = stranger.get("/api/schemas/task.json").expect(200);

    assertThat(schema.header("Content-Type")).isEqualTo("application/schema+json");
    assertThat(schema.json().path("properties").has("image")).isTrue();
    stranger.post("/api/lint", "{\"image\":\"busybox\"}").expect(401);
    host.post("/api/lint", "{\"image\":\"busybox\"}").expect(200);
  }

  @ParameterizedTest
  @CsvSource({"GET", "POST"})
  void create_aci_without_a_command_tells_why_azure_refuses_it(String method) {
    RunningHost.Answer answer =
        host.send(method, "/api/CreateACI?image=busybox", "application/json", "").expect(400);

    assertThat(answer.json().path("message").asText())
        .contains("only a command can run", "Start Docker or Podman");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?                          | image is required",
        "?image=BAD//x              | image must be an image reference",
        "?image=busybox&rg=ends.    | rg must be 1 to 90 letters",
        "?image=busybox&name=-a-    | name must be 1 to 40",
      })
  void create_aci_names_the_bad_parameter(String query, String message) {
    RunningHost.Answer answer = host.get("/api/CreateACI" + query).expect(400);

    assertThat(answer.json().path("message").asText()).startsWith(message);
  }
}
