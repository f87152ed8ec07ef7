package dev.estiba.local.functionhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.local.functionhost.app.HostJson;
import dev.estiba.local.functionhost.sample.DurableSamples;
import dev.estiba.local.taskhub.RuntimeStatus;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableApiTest {

  private static final String BASE = "/runtime/webhooks/durabletask";
  private static final String INSTANCES = BASE + "/instances";

  @TempDir static Path data;

  private static FunctionHost host;
  private static TestHttp http;

  @BeforeAll
  static void start() {
    HostJson hostJson = new HostJson("api", "Harbour", 4, 4, 50, Map.of(), Map.of(), null);
    host =
        FunctionHost.start(
            TestHttp.withoutKeys(data, List.of(DurableSamples.class)).withHostJson(hostJson));
    http = new TestHttp(host.url());
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static HttpResponse<String> started(String function, String id, String input) {
    HttpResponse<String> response =
        http.post(BASE + "/orchestrators/" + function + "/" + id, input);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return response;
  }

  private static void awaitStatus(String id, RuntimeStatus status) {
    await()
        .untilAsserted(
            () -> assertThat(host.taskHub().find(id).orElseThrow().status()).isEqualTo(status));
  }

  private static String message(HttpResponse<String> response) {
    assertThat(response.body()).doesNotContain("StackTrace");
    return TestHttp.json(response).path("Message").asText();
  }

  @Test
  void a_start_answers_202_with_the_management_urls() {
    HttpResponse<String> response = started("AwaitWord", "start%201", "");

    JsonNode urls = TestHttp.json(response);
    String instance = host.url() + INSTANCES + "/start%201";
    String query = "taskHub=Harbour&connection=Storage";
    assertThat(urls.path("id").asText()).isEqualTo("start 1");
    assertThat(urls.path("statusQueryGetUri").asText()).isEqualTo(instance + "?" + query);
    assertThat(urls.path("sendEventPostUri").asText())
        .isEqualTo(instance + "/raiseEvent/{eventName}?" + query);
    assertThat(urls.path("terminatePostUri").asText())
        .isEqualTo(instance + "/terminate?reason={text}&" + query);
    assertThat(urls.size()).isEqualTo(8);
    assertThat(response.headers().firstValue("Retry-After")).contains("10");
    assertThat(http.get(response.headers().firstValue("Location").orElseThrow()).statusCode())
        .isEqualTo(202);
  }

  @Test
  void a_start_without_an_id_makes_one() {
    JsonNode urls = TestHttp.json(http.post(BASE + "/orchestrators/weighall", "\"a\""));

    assertThat(urls.path("id").asText()).matches("[0-9a-f]{32}");
  }

  @Test
  void a_bad_start_answers_400_and_a_taken_id_409() {
    assertThat(message(http.post(BASE + "/orchestrators/NoSuch", ""))).contains("NoSuch");
    assertThat(http.post(BASE + "/orchestrators/NoSuch", "").statusCode()).isEqualTo(400);
    assertThat(message(http.post(BASE + "/orchestrators/Stow", "{bad"))).contains("Invalid JSON");
    assertThat(http.post(BASE + "/orchestrators/Stow/@x", "").statusCode()).isEqualTo(400);
    assertThat(http.post(BASE + "/orchestrators/Stow/a%2Fb", "").statusCode()).isEqualTo(400);
    started("AwaitWord", "taken", "");
    HttpResponse<String> again = http.post(BASE + "/orchestrators/AwaitWord/taken", "");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(message(again)).contains("taken");
  }

  @Test
  void a_start_may_wait_for_the_result() {
    String path = BASE + "/orchestrators/WeighAll?timeout=10&pollingInterval=0.05";
    HttpResponse<String> done = http.post(path, "\"box\"");
    HttpResponse<String> late =
        http.post(BASE + "/orchestrators/AwaitWord?timeout=0.1&pollingInterval=0.05", "");
    HttpResponse<String> wrong =
        http.post(BASE + "/orchestrators/AwaitWord?timeout=1&pollingInterval=2", "");

    assertThat(done.statusCode()).isEqualTo(200);
    assertThat(done.body()).isEqualTo("\"box=21\"");
    assertThat(late.statusCode()).isEqualTo(202);
    assertThat(wrong.statusCode()).isEqualTo(400);
  }

  @Test
  void a_running_instance_answers_202_and_an_ended_one_200_with_all_keys() {
    started("AwaitWord", "status", "{\"a\":[1,2.50]}");
    awaitStatus("status", RuntimeStatus.RUNNING);
    HttpResponse<String> running = http.get(INSTANCES + "/status?taskHub=Harbour");

    assertThat(running.statusCode()).isEqualTo(202);
    assertThat(running.headers().firstValue("Location"))
        .contains(host.url() + INSTANCES + "/status?taskHub=Harbour");
    assertThat(running.headers().firstValue("Retry-After")).contains("5");
    assertThat(running.headers().firstValue("Content-Type"))
        .contains("application/json; charset=utf-8");
    assertThat(running.body())
        .startsWith(
            "{\"name\":\"AwaitWord\",\"instanceId\":\"status\",\"runtimeStatus\":\"Running\","
                + "\"input\":{\"a\":[1,2.50]},\"customStatus\":null,\"output\":null,"
                + "\"createdTime\":\"");
    assertThat(TestHttp.json(running).path("createdTime").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    assertThat(http.post(INSTANCES + "/status/raiseEvent/Word", "\"hi\"").statusCode())
        .isEqualTo(202);
    awaitStatus("status", RuntimeStatus.COMPLETED);
    HttpResponse<String> ended = http.get(INSTANCES + "/status?showInput=false");
    assertThat(ended.statusCode()).isEqualTo(200);
    assertThat(TestHttp.json(ended).path("output").asText()).isEqualTo("heard hi");
    assertThat(TestHttp.json(ended).path("input").isNull()).isTrue();
    assertThat(http.get(INSTANCES + "/unknown").statusCode()).isEqualTo(404);
  }

  @Test
  void a_failed_instance_answers_500_only_when_asked_to() {
    started("Sink", "failed", "");
    awaitStatus("failed", RuntimeStatus.FAILED);

    HttpResponse<String> status = http.get(INSTANCES + "/failed");
    assertThat(status.statusCode()).isEqualTo(200);
    assertThat(TestHttp.json(status).path("output").asText())
        .isEqualTo("java.lang.IllegalStateException: the ship sank");
    assertThat(http.get(INSTANCES + "/failed?returnInternalServerErrorOnFailure=true").statusCode())
        .isEqualTo(500);
  }

  @Test
  void the_history_is_shown_when_asked_for() {
    started("WeighAll", "history", "\"box\"");
    awaitStatus("history", RuntimeStatus.COMPLETED);

    JsonNode plain = TestHttp.json(http.get(INSTANCES + "/history"));
    JsonNode events =
        TestHttp.json(http.get(INSTANCES + "/history?showHistory=true&showInput=false"))
            .path("historyEvents");
    JsonNode withOutput =
        TestHttp.json(http.get(INSTANCES + "/history?showHistory=true&showHistoryOutput=true"))
            .path("historyEvents");

    assertThat(plain.has("historyEvents")).isFalse();
    assertThat(events.findValuesAsText("EventType"))
        .containsExactly("ExecutionStarted", "TaskCompleted", "ExecutionCompleted");
    assertThat(events.get(1).path("FunctionName").asText()).isEqualTo("Weigh");
    assertThat(events.get(1).has("ScheduledTime")).isTrue();
    assertThat(events.get(1).has("Result")).isFalse();
    assertThat(events.get(0).has("Input")).isFalse();
    assertThat(withOutput.get(0).path("Input").asText()).isEqualTo("\"box\"");
    assertThat(withOutput.get(1).path("Input").asText())
        .isEqualTo("{\"label\":\"box\",\"weight\":20}");
    assertThat(withOutput.get(1).path("Result").path("weight").asInt()).isEqualTo(21);
    assertThat(withOutput.get(2).path("OrchestrationStatus").asText()).isEqualTo("Completed");
  }

  @Test
  void a_list_has_filters_and_pages() {
    for (int i = 0; i < 5; i++) {
      started("AwaitWord", "page-" + i, "");
    }

    assertThat(pages("?instanceIdPrefix=page-&top=2"))
        .containsExactlyInAnyOrder("page-0", "page-1", "page-2", "page-3", "page-4");
    http.post(INSTANCES + "/page-3/terminate", "");
    awaitStatus("page-3", RuntimeStatus.TERMINATED);
    assertThat(pages("?instanceIdPrefix=page-&runtimeStatus=Terminated,Nonsense"))
        .containsExactly("page-3");
    assertThat(pages("/?instanceIdPrefix=page-&runtimeStatus=5")).containsExactly("page-3");
    assertThat(pages("?instanceIdPrefix=page-&runtimeStatus=Canceled")).isEmpty();
    assertThat(pages("?instanceIdPrefix=page-&createdTimeTo=2001-01-01T00:00:00.000Z")).isEmpty();
    assertThat(pages("?instanceIdPrefix=page-&createdTimeFrom=2001-01-01")).hasSize(5);
    assertThat(pages("?INSTANCEIDPREFIX=page-&top=0&top=many&createdTimeFrom=noon")).hasSize(5);
    assertThat(pages("?instanceIdPrefix=page-3&runtimeStatus=Failed&runtimeStatus=Terminated"))
        .containsExactly("page-3");
    assertThat(pages("?instanceIdPrefix=page-&runtimeStatus=terminated&runtimeStatus=")).hasSize(5);
    assertThat(pages("?instanceIdPrefix=page-&runtimeStatus=-1,99")).isEmpty();
    assertThat(pages("?instanceIdPrefix=page-&top=2000000000")).hasSize(5);
  }

  /** The ids of all pages. */
  private static List<String> pages(String query) {
    List<String> ids = new ArrayList<>();
    String token = "";
    do {
      HttpResponse<String> page =
          http.send("GET", INSTANCES + query, null, Map.of("x-ms-continuation-token", token));
      assertThat(page.statusCode()).isEqualTo(200);
      ids.addAll(TestHttp.json(page).findValuesAsText("instanceId"));
      token = page.headers().firstValue("x-ms-continuation-token").orElseThrow();
    } while (!token.isEmpty());
    return ids;
  }

  @Test
  void an_event_needs_json_and_a_live_instance() {
    started("AwaitWord", "event", "");
    String path = INSTANCES + "/event/raiseEvent/Word";

    assertThat(message(http.send("POST", path, "x", Map.of("Content-Type", "text/plain"))))
        .isEqualTo("Only application/json request content is supported");
    assertThat(http.post(path, "").statusCode()).isEqualTo(400);
    assertThat(http.post(path, "{bad").statusCode()).isEqualTo(400);
    assertThat(http.post(INSTANCES + "/unknown/raiseEvent/Word", "1").statusCode()).isEqualTo(404);
    assertThat(http.post(path, "\"x\"").statusCode()).isEqualTo(202);
    awaitStatus("event", RuntimeStatus.COMPLETED);
    assertThat(http.post(path, "\"x\"").statusCode()).isEqualTo(410);
  }

  @Test
  void an_instance_is_suspended_resumed_and_terminated() {
    started("AwaitWord", "control", "");
    awaitStatus("control", RuntimeStatus.RUNNING);

    assertThat(http.post(INSTANCES + "/control/suspend?reason=lunch", "").statusCode())
        .isEqualTo(202);
    awaitStatus("control", RuntimeStatus.SUSPENDED);
    assertThat(http.get(INSTANCES + "/control").statusCode()).isEqualTo(202);
    assertThat(http.post(INSTANCES + "/control/resume", "").statusCode()).isEqualTo(202);
    awaitStatus("control", RuntimeStatus.RUNNING);
    assertThat(http.post(INSTANCES + "/control/Terminate?reason=no%20more", "").statusCode())
        .isEqualTo(202);
    awaitStatus("control", RuntimeStatus.TERMINATED);
    assertThat(TestHttp.json(http.get(INSTANCES + "/control")).path("output").asText())
        .isEqualTo("no more");
    for (String operation : List.of("suspend", "resume", "terminate")) {
      assertThat(http.post(INSTANCES + "/control/" + operation, "").statusCode()).isEqualTo(410);
      assertThat(http.post(INSTANCES + "/unknown/" + operation, "").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void only_a_failed_instance_is_rewound() {
    started("Sink", "rewind", "");
    awaitStatus("rewind", RuntimeStatus.FAILED);
    started("AwaitWord", "rewind-not", "");
    awaitStatus("rewind-not", RuntimeStatus.RUNNING);

    HttpResponse<String> running = http.post(INSTANCES + "/rewind-not/rewind", "");
    http.post(INSTANCES + "/rewind-not/terminate", "");
    HttpResponse<String> rewound = http.post(INSTANCES + "/rewind/rewind?reason=calm%20sea", "");

    assertThat(running.statusCode()).isEqualTo(412);
    assertThat(TestHttp.json(running).asText()).contains("status Running");
    assertThat(http.post(INSTANCES + "/rewind-not/rewind", "").statusCode()).isEqualTo(412);
    assertThat(http.post(INSTANCES + "/unknown/rewind", "").statusCode()).isEqualTo(404);
    assertThat(rewound.statusCode()).isEqualTo(202);
    assertThat(rewound.body()).isEmpty();
    awaitStatus("rewind", RuntimeStatus.FAILED); // It sinks again.
    assertThat(http.get(INSTANCES + "/rewind?showHistory=true").body())
        .contains("\"Data\":\"Rewound: calm sea\"");
  }

  @Test
  void an_instance_restarts_with_a_new_id_or_its_own() {
    started("WeighAll", "again", "\"box\"");
    awaitStatus("again", RuntimeStatus.COMPLETED);
    Instant createdAt = host.taskHub().find("again").orElseThrow().createdAt();

    String newId = TestHttp.json(http.post(INSTANCES + "/again/restart", "")).path("id").asText();
    awaitStatus(newId, RuntimeStatus.COMPLETED);
    assertThat(host.taskHub().find(newId).orElseThrow().output()).isEqualTo("\"box=21\"");
    assertThat(newId).isNotEqualTo("again");

    http.post(INSTANCES + "/again/restart?restartWithNewInstanceId=false", "");
    awaitStatus("again", RuntimeStatus.COMPLETED);
    assertThat(host.taskHub().find("again").orElseThrow().createdAt()).isAfter(createdAt);
    HttpResponse<String> unknown = http.post(INSTANCES + "/unknown/restart", "");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(message(unknown)).contains("does not match");
  }

  @Test
  void ended_instances_are_purged_singly_or_by_filter() {
    started("Sink", "purge-1", "");
    started("WeighAll", "purge-2", "\"a\"");
    started("AwaitWord", "purge-3", "");
    awaitStatus("purge-1", RuntimeStatus.FAILED);
    awaitStatus("purge-2", RuntimeStatus.COMPLETED);

    HttpResponse<String> one = http.delete(INSTANCES + "/purge-2");
    assertThat(one.statusCode()).isEqualTo(200);
    assertThat(one.body()).isEqualTo("{\"instancesDeleted\":1}");
    assertThat(http.delete(INSTANCES + "/purge-2").statusCode()).isEqualTo(404);
    HttpResponse<String> running = http.delete(INSTANCES + "/purge-3");
    assertThat(running.statusCode()).isEqualTo(412);
    assertThat(TestHttp.json(running).asText()).contains("purge-3", "Terminate it first");
    HttpResponse<String> unbounded = http.delete(INSTANCES);
    assertThat(unbounded.statusCode()).isEqualTo(400);
    assertThat(unbounded.body())
        .isEqualTo("\"Please provide value for 'createdTimeFrom' parameter.\"");
    String all = INSTANCES + "?createdTimeFrom=2001-01-01T00:00:00Z&runtimeStatus=Failed";
    assertThat(TestHttp.json(http.delete(all)).path("instancesDeleted").asInt()).isPositive();
    assertThat(http.delete(all + "&createdTimeTo=2001-01-01").statusCode()).isEqualTo(404);
    assertThat(host.taskHub().find("purge-1")).isEmpty();
    assertThat(host.taskHub().find("purge-3")).isPresent();
  }

  @Test
  void a_wrong_method_or_path_is_answered_404_without_a_body() {
    for (HttpResponse<String> response :
        List.of(
            http.get(BASE),
            http.get(BASE + "/orchestrators/Stow"),
            http.get(BASE + "/nowhere"),
            http.get("/runtime/webhooks/other"),
            http.post(INSTANCES, ""),
            http.get(INSTANCES + "/a/terminate"),
            http.post(INSTANCES + "/a/nonsense", ""))) {
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).isEmpty();
    }
  }

  @Test
  void a_made_up_paging_token_is_a_bad_request() {
    assertThat(
            http.send("GET", INSTANCES, null, Map.of("x-ms-continuation-token", "%%%"))
                .statusCode())
        .isEqualTo(400);
  }
}
