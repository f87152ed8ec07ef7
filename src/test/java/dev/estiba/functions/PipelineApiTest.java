package dev.estiba.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /api/pipelines} over a real socket, on simulated containers. */
class PipelineApiTest {

  private static final String PIPELINE =
      """
      name: nightly
      steps:
        - name: extract
          task:
            image: busybox
            environmentVariables:
              - {name: SIMULATED_DURATION, value: "0.1"}
              - {name: SIMULATED_LOG, value: '::output files=["0", "3"]'}
              - {name: PASSWORD, secureValue: hush-hush}
        - name: approve
          needs: extract
          approval: {message: "Load ${{ steps.extract.outputs.files }}?"}
        - name: load
          needs: approve
          batch:
            items: "${{ steps.extract.outputs.files }}"
            task:
              image: busybox
              environmentVariables:
                - {name: SIMULATED_DURATION, value: "0.1"}
                - {name: SIMULATED_EXIT_CODE, value: "{{item}}"}
      """;

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
  void a_pipeline_is_submitted_approved_seen_and_retried() throws Exception {
    HttpResponse<String> accepted = post("/api/pipelines", PIPELINE, "nightly-1");
    String id = Json.parse(accepted.body()).path("id").asText();
    JsonNode waiting = awaitView(id, view -> state(view, 1).equals("WaitingForApproval"));

    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(post("/api/pipelines", PIPELINE, "nightly-1").body()).contains(id);
    assertThat(waiting.path("state").asText()).isEqualTo("Running");
    assertThat(waiting.path("name").asText()).isEqualTo("nightly");
    assertThat(state(waiting, 0)).isEqualTo("Succeeded");
    assertThat(waiting.at("/steps/0/kind").asText()).isEqualTo("task");
    assertThat(waiting.at("/steps/0/taskId").asText()).isEqualTo(id + ".extract");
    assertThat(waiting.at("/steps/1/message").asText()).isEqualTo("Load [\"0\", \"3\"]?");
    assertThat(state(waiting, 2)).isEqualTo("Waiting");
    assertThat(waiting.at("/steps/2/needs/0").asText()).isEqualTo("approve");
    assertThat(waiting.toString()).doesNotContain("hush-hush").doesNotContain("sealed");

    HttpResponse<String> approved =
        post("/api/pipelines/" + id + "/steps/approve/approve?by=Ana&reason=fine", "", null);
    JsonNode failed = awaitView(id, view -> view.path("ended").asBoolean());

    assertThat(approved.statusCode()).isEqualTo(202);
    assertThat(failed.path("state").asText()).isEqualTo("Failed");
    assertThat(failed.at("/steps/1/decidedBy").asText()).isEqualTo("Ana");
    assertThat(state(failed, 2)).isEqualTo("Failed");
    assertThat(failed.at("/steps/2/batchId").asText()).isEqualTo(id + ".load");
    assertThat(failed.at("/result/reason/message").asText()).contains("load (Failed)");
    HttpResponse<String> late = post("/api/pipelines/" + id + "/steps/approve/reject", "", null);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("the pipeline has ended");

    HttpResponse<String> retried = post("/api/pipelines/" + id + "/retry", "", null);
    JsonNode again =
        awaitView(id, view -> view.path("round").asInt() == 2 && view.path("ended").asBoolean());

    assertThat(Json.parse(retried.body()).path("id").asText()).isEqualTo(id + "-r2");
    assertThat(state(again, 1)).isEqualTo("Succeeded");
    assertThat(again.at("/steps/1/round").asInt()).isEqualTo(1);
    JsonNode batch = Json.parse(get("/api/batches/" + id + ".load").body());
    assertThat(batch.at("/result/round").asInt()).isEqualTo(2);
    assertThat(batch.at("/result/counts/succeeded").asInt()).isEqualTo(1);
  }

  @Test
  void a_pipeline_is_cancelled_and_says_by_whom() throws Exception {
    String id = submit("steps: [{name: ask, approval: {}}, {name: b, needs: ask, approval: {}}]");
    awaitView(id, view -> state(view, 0).equals("WaitingForApproval"));

    HttpResponse<String> cancelled =
        post("/api/pipelines/" + id + "/cancel?by=Ana&reason=enough", "", null);
    JsonNode view = awaitView(id, found -> found.path("ended").asBoolean());

    assertThat(cancelled.statusCode()).isEqualTo(202);
    assertThat(view.path("state").asText()).isEqualTo("Cancelled");
    assertThat(view.at("/result/cancelledBy").asText()).isEqualTo("Ana");
    assertThat(state(view, 1)).isEqualTo("Skipped");
    assertThat(post("/api/pipelines/" + id + "/cancel", "", null).statusCode()).isEqualTo(409);
  }

  @Test
  void nested_pipelines_go_on_where_they_failed_by_the_retry_of_the_outer_one() throws Exception {
    String id =
        submit(
            """
            steps:
              - name: inner
                pipeline:
                  steps:
                    - {name: ask, approval: {}}
                    - {name: again, needs: ask, approval: {}}
            """);
    String inner = id + ".inner";
    awaitView(inner, view -> state(view, 0).equals("WaitingForApproval"));
    post("/api/pipelines/" + inner + "/steps/ask/approve", "", null);
    awaitView(inner, view -> state(view, 1).equals("WaitingForApproval"));
    post("/api/pipelines/" + inner + "/steps/again/reject", "", null);
    awaitView(id, view -> view.path("ended").asBoolean());

    HttpResponse<String> refused = post("/api/pipelines/" + inner + "/retry", "", null);
    post("/api/pipelines/" + id + "/retry", "", null);
    String innerAgain = id + "-r2.inner";
    JsonNode second = awaitView(innerAgain, view -> state(view, 1).equals("WaitingForApproval"));
    post("/api/pipelines/" + innerAgain + "/steps/again/approve", "", null);
    JsonNode end = awaitView(id, view -> view.path("ended").asBoolean());

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("is a step of " + id);
    assertThat(state(second, 0)).isEqualTo("Succeeded");
    assertThat(second.path("partOf").asText()).isEqualTo(id + "-r2");
    assertThat(end.path("state").asText()).isEqualTo("Succeeded");
    HttpResponse<String> done = post("/api/pipelines/" + id + "/retry", "", null);
    assertThat(done.statusCode()).isEqualTo(409);
    assertThat(done.body()).contains("Every step");
  }

  @Test
  void a_retry_runs_again_what_follows_a_failed_step_even_if_that_succeeded() throws Exception {
    String id =
        submit(
            """
            steps:
              - {name: before, approval: {}}
              - {name: ask, needs: before, approval: {}}
              - {name: cleanup, needs: ask, if: always(), approval: {}}
            """);
    for (String decision : List.of("before/approve", "ask/reject", "cleanup/approve")) {
      int step = List.of("before", "ask", "cleanup").indexOf(decision.split("/", 2)[0]);
      awaitView(id, view -> state(view, step).equals("WaitingForApproval"));
      post("/api/pipelines/" + id + "/steps/" + decision, "", null);
    }
    awaitView(id, view -> view.path("ended").asBoolean());

    post("/api/pipelines/" + id + "/retry", "", null);
    JsonNode second = awaitView(id, view -> state(view, 1).equals("WaitingForApproval"));
    String tooEarly = state(second, 2);
    post("/api/pipelines/" + id + "/cancel?force=true", "", null);
    JsonNode end = awaitView(id, view -> view.path("ended").asBoolean());

    assertThat(state(second, 0)).isEqualTo("Succeeded");
    assertThat(tooEarly).isEqualTo("Waiting");
    assertThat(end.path("round").asInt()).isEqualTo(2);
    assertThat(state(end, 2)).isEqualTo("Skipped");
  }

  @Test
  void wrong_input_is_refused_with_its_line_and_column() throws Exception {
    HttpResponse<String> refused =
        post("/api/pipelines", "steps:\n  - name: a\n    task: {image: x}\n    needs: b\n", null);

    JsonNode error = Json.parse(refused.body()).path("errors").get(0);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(error.path("path").asText()).isEqualTo("/steps/0/needs");
    assertThat(error.path("line").asInt()).isEqualTo(4);
    assertThat(error.path("column").asInt()).isEqualTo(5);
  }

  @Test
  void only_an_approval_that_waits_for_it_can_be_decided() throws Exception {
    String id =
        submit("steps: [{name: ask, approval: {}}, {name: then, needs: ask, approval: {}}]");
    awaitView(id, view -> state(view, 0).equals("WaitingForApproval"));
    String steps = "/api/pipelines/" + id + "/steps/";

    HttpResponse<String> early = post(steps + "then/approve", "", null);
    HttpResponse<String> decided = post(steps + "ask/approve", "", null);
    awaitView(id, view -> state(view, 1).equals("WaitingForApproval"));
    HttpResponse<String> again = post(steps + "ask/reject", "", null);

    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(early.body()).contains("does not wait for a decision: it is Waiting.");
    assertThat(decided.statusCode()).isEqualTo(202);
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("does not wait for a decision: it is Succeeded.");
  }

  @Test
  void a_pipeline_goes_on_once_the_items_of_a_terminated_batch_are_stopped() throws Exception {
    String id =
        submit(
            """
            steps:
              - name: inner
                pipeline:
                  steps:
                    - name: load
                      batch:
                        count: 1
                        task:
                          image: busybox
                          environmentVariables: [{name: SIMULATED_DURATION, value: "60"}]
            """);
    String batch = "/api/batches/" + id + ".inner.load";
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Json.parse(get(batch).body()).at("/progress/counts/running").asInt() == 1);
    // Terminated batches are stopped at each full minute.
    await().until(() -> Instant.now().getEpochSecond() % 60 < 50);

    post(INSTANCES + id + ".inner.load/terminate", "", null);
    awaitView(id, view -> view.path("ended").asBoolean());
    HttpResponse<String> retried = post("/api/pipelines/" + id + "/retry", "", null);

    assertThat(retried.statusCode()).isEqualTo(409);
    assertThat(retried.body())
        .contains("Items of a batch of the pipeline " + id + " are being stopped; try again");
    HTTP.send(
        HttpRequest.newBuilder(URI.create(estiba.url() + "/admin/functions/SweepContainerGroups"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build(),
        BodyHandlers.discarding());
    await()
        .until(
            () -> post("/api/pipelines/" + id + "/retry", "", null).statusCode(),
            code -> code == 202);
  }

  @Test
  void a_pipeline_whose_first_round_was_purged_is_found_by_its_ids() throws Exception {
    String id =
        submit(
            """
            steps:
              - name: fail
                task:
                  image: busybox
                  environmentVariables:
                    - {name: SIMULATED_DURATION, value: "0.1"}
                    - {name: SIMULATED_EXIT_CODE, value: "3"}
            """);
    awaitView(id, view -> view.path("ended").asBoolean());
    post("/api/pipelines/" + id + "/retry", "", null);
    awaitView(id, view -> view.path("round").asInt() == 2 && view.path("ended").asBoolean());

    HTTP.send(
        HttpRequest.newBuilder(URI.create(estiba.url() + INSTANCES + id)).DELETE().build(),
        BodyHandlers.discarding());

    assertThat(Json.parse(get("/api/pipelines/" + id).body()).path("round").asInt()).isEqualTo(2);
    assertThat(get("/api/pipelines/" + id + "-r2").statusCode()).isEqualTo(200);
  }

  @Test
  void what_is_not_there_is_not_found() throws Exception {
    String id = submit("steps: [{name: ask, approval: {}}]");
    awaitView(id, view -> state(view, 0).equals("WaitingForApproval"));

    assertThat(get("/api/pipelines/nobody").statusCode()).isEqualTo(404);
    assertThat(post("/api/pipelines/nobody/cancel", "", null).statusCode()).isEqualTo(404);
    assertThat(post("/api/pipelines/nobody/retry", "", null).statusCode()).isEqualTo(404);
    HttpResponse<String> noStep = post("/api/pipelines/" + id + "/steps/other/approve", "", null);
    assertThat(noStep.statusCode()).isEqualTo(404);
    assertThat(noStep.body()).contains("has no approval 'other'; it has ask");
    assertThat(post("/api/pipelines/" + id + "/retry", "", null).statusCode()).isEqualTo(409);
  }

  private static String state(JsonNode view, int step) {
    return view.path("steps").path(step).path("state").asText();
  }

  private static String submit(String yaml) throws Exception {
    HttpResponse<String> accepted = post("/api/pipelines", yaml, null);
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    return Json.parse(accepted.body()).path("id").asText();
  }

  private static JsonNode awaitView(String id, Predicate<JsonNode> wanted) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Json.parse(get("/api/pipelines/" + id).body()), wanted);
  }

  private static HttpResponse<String> post(String path, String body, String key) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(estiba.url() + path))
            .header("Content-Type", "application/yaml")
            .POST(BodyPublishers.ofString(body));
    return HTTP.send(
        (key == null ? request : request.header("Idempotency-Key", key)).build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(estiba.url() + path)).build(), BodyHandlers.ofString());
  }
}
