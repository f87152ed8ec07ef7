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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients of the durable HTTP API rely on where something is odd, wrong or too much. */
class DurableContractTest {

  private static final String BASE = "/runtime/webhooks/durabletask";
  private static final String INSTANCES = BASE + "/instances";

  @TempDir static Path data;

  private static FunctionHost host;
  private static TestHttp http;

  @BeforeAll
  static void start() {
    host =
        FunctionHost.start(
            TestHttp.withoutKeys(data, List.of(DurableSamples.class))
                .withHostJson(new HostJson("api", "Harbour", 4, 4, 2, Map.of(), Map.of(), null)));
    http = new TestHttp(host.url());
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static JsonNode started(String function, String id, String input) {
    HttpResponse<String> response =
        http.post(BASE + "/orchestrators/" + function + "/" + id, input);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return TestHttp.json(response);
  }

  private static void awaitStatus(String id, RuntimeStatus status) {
    await()
        .untilAsserted(
            () ->
                assertThat(host.taskHub().find(id))
                    .hasValueSatisfying(state -> assertThat(state.status()).isEqualTo(status)));
  }

  /** An error whose body has the keys of the extension, but no stack. */
  private static void assertError(
      HttpResponse<String> response, int status, String headline, String type, String... why) {
    JsonNode body = TestHttp.json(response);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(body.fieldNames())
        .toIterable()
        .containsExactly("Message", "ExceptionMessage", "ExceptionType");
    assertThat(body.path("Message").asText()).contains(headline);
    assertThat(List.of(why)).allMatch(body.path("ExceptionMessage").asText()::contains);
    assertThat(body.path("ExceptionType").asText()).endsWith(type);
  }

  @Test
  void errors_have_the_keys_of_the_extension_and_no_stack() {
    started("AwaitWord", "errors", "");
    awaitStatus("errors", RuntimeStatus.RUNNING);
    String starts = BASE + "/orchestrators/AwaitWord";

    assertError(
        http.post(BASE + "/orchestrators/NoSuch", ""),
        400,
        "not an orchestrator function",
        "ArgumentException",
        "NoSuch");
    assertError(http.post(starts, "{bad"), 400, "Invalid JSON content", "JsonReaderException");
    assertError(http.post(starts + "/@x", ""), 400, "'@x'", "ArgumentException", "@x");
    assertError(
        http.post(starts + "/errors", ""),
        409,
        "errors",
        "OrchestrationAlreadyExistsException",
        "errors");
    assertError(
        http.post(INSTANCES + "/errors/raiseEvent/Word", "{bad"),
        400,
        "Invalid JSON content",
        "JsonReaderException");
    assertError(
        http.post(INSTANCES + "/unknown/restart", ""),
        400,
        "InstanceId does not match a valid orchestration instance.",
        "ArgumentException",
        "unknown");
    assertError(
        http.post(INSTANCES + "/errors/restart?restartWithNewInstanceId=false", ""),
        409,
        "A non-terminal instance with this instance ID already exists.",
        "OrchestrationAlreadyExistsException",
        "errors");
    assertError(
        http.send("GET", INSTANCES, null, Map.of("x-ms-continuation-token", "%%%")),
        400,
        "One or more of the arguments submitted is incorrect",
        "ArgumentException",
        "%%%");
  }

  @Test
  void only_a_suspended_instance_is_resumed_and_none_is_suspended_twice() {
    started("AwaitWord", "twice", "");
    awaitStatus("twice", RuntimeStatus.RUNNING);

    HttpResponse<String> resumed = http.post(INSTANCES + "/twice/resume", "");
    http.post(INSTANCES + "/twice/suspend", "");
    awaitStatus("twice", RuntimeStatus.SUSPENDED);
    HttpResponse<String> again = http.post(INSTANCES + "/twice/suspend", "");

    String headline = "Something went wrong while processing your request";
    assertError(resumed, 500, headline, "InvalidOperationException", "resume", "Running state");
    assertError(again, 500, headline, "InvalidOperationException", "suspend", "Suspended state");
  }

  @Test
  void another_task_hub_is_refused_and_ours_found_in_any_case() {
    started("AwaitWord", "hub", "");
    String hub = INSTANCES + "/hub?TaskHub=";

    assertError(
        http.get(hub + "Other"),
        400,
        "One or more of the arguments submitted is incorrect",
        "ArgumentException",
        "'Harbour'",
        "'Other'",
        "host.json");
    assertThat(http.post(BASE + "/orchestrators/AwaitWord?taskHub=Other", "").statusCode())
        .isEqualTo(400);
    assertThat(http.get(hub + "hARBOUR&connection=Elsewhere").statusCode()).isEqualTo(202);
    assertThat(http.get(hub + "%20&connection=").statusCode()).isEqualTo(202);
  }

  @Test
  void there_are_no_entities_and_the_app_is_the_primary_one() {
    HttpResponse<String> list = http.get(BASE + "/entities/counter?fetchState=true");
    HttpResponse<String> signal = http.post(BASE + "/entities/counter/a?op=add", "1");

    assertThat(list.statusCode()).isEqualTo(200);
    assertThat(list.body()).isEqualTo("[]");
    assertThat(list.headers().firstValue("x-ms-continuation-token")).contains("");
    assertThat(http.get(BASE + "/entities/").body()).isEqualTo("[]");
    assertThat(http.get(BASE + "/entities/counter/$").statusCode()).isEqualTo(404);
    assertThat(signal.statusCode()).isEqualTo(501);
    assertThat(TestHttp.json(signal).path("Message").asText()).contains("no durable entities");
    assertThat(http.delete(BASE + "/entities/counter/a").statusCode()).isEqualTo(501);
    assertThat(http.send("PUT", BASE + "/entities/counter/a", "", Map.of()).statusCode())
        .isEqualTo(404);
    assertThat(http.post(BASE + "/makeprimary/", "").statusCode()).isEqualTo(200);
  }

  @Test
  void an_instance_with_odd_characters_is_reached_by_the_urls_of_its_start() {
    for (String id : List.of("a b", "a+b", "a&b=c", "50% æøå", "日本;{x}", "..", "c:d,e'f\"g")) {
      String encoded =
          java.net.URLEncoder.encode(id, java.nio.charset.StandardCharsets.UTF_8)
              .replace("+", "%20");
      JsonNode urls = started("AwaitWord", encoded, "");

      HttpResponse<String> running = http.get(urls.path("statusQueryGetUri").asText());
      String event = urls.path("sendEventPostUri").asText().replace("{eventName}", "Word");
      assertThat(TestHttp.json(running).path("instanceId").asText()).isEqualTo(id);
      assertThat(http.post(event, "\"x\"").statusCode()).as(event).isEqualTo(202);
      awaitStatus(id, RuntimeStatus.COMPLETED);
      assertThat(http.delete(urls.path("purgeHistoryDeleteUri").asText()).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void an_ended_instance_is_gone_whatever_the_event_is_like() {
    started("WeighAll", "gone", "\"a\"");
    awaitStatus("gone", RuntimeStatus.COMPLETED);

    HttpResponse<String> event =
        http.send(
            "POST", INSTANCES + "/gone/RAISEEVENT/Word", "x", Map.of("Content-Type", "text/plain"));

    assertThat(event.statusCode()).isEqualTo(410);
    assertThat(event.body()).isEmpty();
  }

  @Test
  void an_event_may_have_a_charset_and_any_name() {
    started("AwaitWord", "charset", "");

    HttpResponse<String> other =
        http.send(
            "POST",
            INSTANCES + "/charset/raiseEvent/A%20b%2Fc",
            "1",
            Map.of("Content-Type", "Application/JSON; charset=utf-8"));
    http.post(INSTANCES + "/charset/raiseEvent/Word", "\"æ\"");

    assertThat(other.statusCode()).isEqualTo(202);
    awaitStatus("charset", RuntimeStatus.COMPLETED);
    assertThat(TestHttp.json(http.get(INSTANCES + "/charset")).path("output").asText())
        .isEqualTo("heard æ");
  }

  @Test
  void who_waits_for_a_failure_gets_the_status_with_200() {
    String path = BASE + "/orchestrators/Sink?timeout=20&pollingInterval=1";
    HttpResponse<String> failed =
        http.post(path + "&showInput=false&returnInternalServerErrorOnFailure=true", "7");
    JsonNode status = TestHttp.json(failed);

    assertThat(failed.statusCode()).isEqualTo(200);
    assertThat(status.path("runtimeStatus").asText()).isEqualTo("Failed");
    assertThat(status.path("input").isNull()).isTrue();
  }

  @Test
  void an_impossible_wait_starts_nothing() {
    String path = BASE + "/orchestrators/AwaitWord/impossible";

    assertError(
        http.post(path + "?timeout=1&pollingInterval=2", ""),
        400,
        "Total timeout 1 should be bigger than retry timeout 2",
        "ArgumentException");
    assertThat(host.taskHub().find("impossible")).isEmpty();
    assertThat(http.post(path + "?timeout=soon&pollingInterval=2", "").statusCode()).isEqualTo(202);
  }

  @Test
  void the_wait_for_a_restarted_instance_ends_with_its_output() {
    started("WeighAll", "rerun", "\"a\"");
    awaitStatus("rerun", RuntimeStatus.COMPLETED);

    HttpResponse<String> rerun =
        http.post(INSTANCES + "/rerun/restart?timeout=20&pollingInterval=20", "");

    assertThat(rerun.statusCode()).isEqualTo(200);
    assertThat(rerun.body()).isEqualTo("\"a=21\"");
  }

  @Test
  void half_of_the_requests_may_wait_and_the_others_are_answered() throws Exception {
    CompletableFuture<HttpResponse<String>> waiting =
        CompletableFuture.supplyAsync(
            () ->
                http.post(
                    BASE + "/orchestrators/AwaitWord/waited?timeout=60&pollingInterval=1", ""));
    awaitStatus("waited", RuntimeStatus.RUNNING);

    HttpResponse<String> refused =
        http.post(BASE + "/orchestrators/AwaitWord/refused?timeout=60&pollingInterval=1", "");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("5");
    assertThat(host.taskHub().find("refused")).isEmpty();
    assertThat(http.post(INSTANCES + "/waited/raiseEvent/Word", "\"x\"").statusCode())
        .isEqualTo(202);
    assertThat(waiting.get().statusCode()).isEqualTo(200);
    assertThat(waiting.get().body()).isEqualTo("\"heard x\"");
  }

  @Test
  void dates_have_milliseconds_and_any_offset() {
    started("AwaitWord", "dated", "");
    Instant created = host.taskHub().find("dated").orElseThrow().createdAt();
    String list = INSTANCES + "/?instanceIdPrefix=dated&";

    for (String bound :
        List.of(
            created.toString(),
            created.atOffset(java.time.ZoneOffset.ofHours(2)).toString().replace("+", "%2B"),
            created.atOffset(java.time.ZoneOffset.ofHours(2)).toString())) {
      assertThat(TestHttp.json(http.get(list + "createdTimeFrom=" + bound))).hasSize(1);
      assertThat(TestHttp.json(http.get(list + "createdTimeTo=" + bound))).hasSize(1);
    }
    assertThat(TestHttp.json(http.get(list + "createdTimeFrom=" + created.plusMillis(1))))
        .isEmpty();
    assertThat(TestHttp.json(http.get(list + "createdTimeTo=" + created.minusMillis(1)))).isEmpty();
  }

  @Test
  void a_list_can_leave_the_inputs_out() {
    started("AwaitWord", "listed", "[1]");
    String list = INSTANCES + "?instanceIdPrefix=listed";

    assertThat(TestHttp.json(http.get(list)).get(0).path("input").toString()).isEqualTo("[1]");
    JsonNode without = TestHttp.json(http.get(list + "&showInput=FALSE")).get(0);
    assertThat(without.path("input").isNull()).isTrue();
    assertThat(without.has("version")).isFalse();
  }

  @Test
  void a_page_of_large_inputs_is_shorter_and_the_next_goes_on() {
    String large = "\"" + "x".repeat(1 << 20) + "\"";
    for (int i = 0; i < 22; i++) {
      started("AwaitWord", "large-" + i, large);
    }

    HttpResponse<String> first = http.get(INSTANCES + "?instanceIdPrefix=large-");
    String token = first.headers().firstValue("x-ms-continuation-token").orElseThrow();
    HttpResponse<String> rest =
        http.send(
            "GET",
            INSTANCES + "?instanceIdPrefix=large-&showInput=false",
            null,
            Map.of("x-ms-continuation-token", token));

    assertThat(TestHttp.json(first)).hasSize(20);
    assertThat(TestHttp.json(rest)).hasSize(2);
    assertThat(rest.headers().firstValue("x-ms-continuation-token")).contains("");
  }

  @Test
  void what_is_scheduled_is_shown_until_it_has_ended() {
    started("AwaitHoist", "pending", "");
    await()
        .until(
            () ->
                http.get(INSTANCES + "/pending?showHistory=true").body().contains("TaskScheduled"));

    JsonNode events =
        TestHttp.json(http.get(INSTANCES + "/pending?showHistory=true")).path("historyEvents");

    assertThat(events.findValuesAsText("EventType"))
        .containsExactly("ExecutionStarted", "TaskScheduled");
    assertThat(events.get(1).path("Name").asText()).isEqualTo("Hoist");
    assertThat(events.get(1).path("Input").asText()).isEqualTo("\"crane\"");
    DurableSamples.HOISTED.countDown();
    awaitStatus("pending", RuntimeStatus.COMPLETED);
    assertThat(
            TestHttp.json(http.get(INSTANCES + "/pending?showHistory=true"))
                .path("historyEvents")
                .findValuesAsText("EventType"))
        .containsExactly("ExecutionStarted", "TaskCompleted", "ExecutionCompleted");
  }
}
