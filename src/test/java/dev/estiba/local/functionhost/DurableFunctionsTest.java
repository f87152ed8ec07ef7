package dev.estiba.local.functionhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.local.functionhost.sample.DurableSamples;
import dev.estiba.local.taskhub.InstanceState;
import dev.estiba.local.taskhub.RuntimeStatus;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orchestrators, activities and the durable client, through the SDK and on the real task hub. */
class DurableFunctionsTest {

  @TempDir static Path data;

  private static FunctionHost host;
  private static TestHttp http;

  @BeforeAll
  static void start() {
    host = FunctionHost.start(TestHttp.withoutKeys(data, List.of(DurableSamples.class)));
    http = new TestHttp(host.url());
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static String started(String path, String body) {
    HttpResponse<String> response = http.post("/api/start/" + path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return TestHttp.json(response).path("id").asText();
  }

  private static InstanceState ended(String instanceId) {
    return await()
        .until(
            () -> host.taskHub().find(instanceId).orElseThrow(),
            state -> state.status().isTerminal());
  }

  @Test
  void activities_a_sub_orchestration_and_a_timer_make_a_result() {
    InstanceState stowed = ended(started("Stow", "tea and silk"));

    assertThat(stowed.status()).isEqualTo(RuntimeStatus.COMPLETED);
    assertThat(stowed.output()).isEqualTo("\"TEA-AND-SILK=21\"");
    assertThat(stowed.customStatus()).isEqualTo("\"stowed 3\"");
    assertThat(host.taskHub().find("sub-" + stowed.instanceId()).orElseThrow().status())
        .isEqualTo(RuntimeStatus.COMPLETED);
  }

  @Test
  void a_string_parameter_of_an_activity_gets_other_json_as_text() {
    assertThat(ended(started("ShowInput", "")).output())
        .isEqualTo("\"{\\\"label\\\":\\\"box\\\",\\\"weight\\\":0}\"");
  }

  @Test
  void an_orchestration_may_continue_as_new() {
    assertThat(ended(started("Count", "1")).output()).isEqualTo("3");
  }

  @Test
  void what_an_orchestrator_throws_is_told_with_type_message_and_stack() {
    InstanceState sunk = ended(started("Sink", ""));

    assertThat(sunk.status()).isEqualTo(RuntimeStatus.FAILED);
    assertThat(sunk.failure()).isNotNull();
    assertThat(sunk.failure().errorType()).isEqualTo("java.lang.IllegalStateException");
    assertThat(sunk.failure().errorMessage()).isEqualTo("the ship sank");
    assertThat(sunk.failure().stackTrace()).contains("DurableSamples.sink");
  }

  @Test
  void what_an_activity_throws_reaches_the_orchestrator_unwrapped() {
    assertThat(ended(started("SinkInActivity", "")).output())
        .isEqualTo("\"java.lang.UnsupportedOperationException: no explosives on board\"");
  }

  @Test
  void an_event_that_does_not_fit_fails_the_instance_rather_than_hang_it() {
    String id = started("AwaitWord", "");

    host.taskHub().raiseEvent(id, "Word", "{\"letters\":4}");

    InstanceState end = ended(id);
    assertThat(end.status()).isEqualTo(RuntimeStatus.FAILED);
    assertThat(end.failure()).isNotNull();
    assertThat(end.failure().errorMessage())
        .contains("The external event 'Word' does not fit", "java.lang.String", "letters");
  }

  @Test
  void every_url_of_the_sdks_check_status_response_works_as_it_stands() throws Exception {
    HttpResponse<String> response = http.post("/api/start/AwaitWord/odd%20%2B%25%20id", "");
    JsonNode urls = TestHttp.json(response);
    String id = "odd +% id";

    assertThat(urls.path("id").asText()).isEqualTo(id);
    assertThat(response.headers().firstValue("Location"))
        .contains(urls.path("statusQueryGetUri").asText());
    assertThat(response.body()).doesNotContain("null");
    awaitRunning(id);
    assertThat(http.get(urls.path("statusQueryGetUri").asText()).statusCode()).isEqualTo(202);
    assertThat(posted(urls, "suspendPostUri")).startsWith("HTTP/1.1 202");
    assertThat(posted(urls, "resumePostUri")).startsWith("HTTP/1.1 202");
    assertThat(posted(urls, "sendEventPostUri")).startsWith("HTTP/1.1 202");
    assertThat(posted(urls, "terminatePostUri")).startsWith("HTTP/1.1 202");
    assertThat(ended(id).status()).isEqualTo(RuntimeStatus.TERMINATED);
    assertThat(posted(urls, "restartPostUri")).startsWith("HTTP/1.1 202");
    assertThat(http.delete(urls.path("purgeHistoryDeleteUri").asText()).statusCode())
        .isEqualTo(200);
    assertThat(http.get(urls.path("statusQueryGetUri").asText()).statusCode()).isEqualTo(404);
  }

  /** Over a raw socket: the URLs hold braces, which a Java client would refuse. */
  private static String posted(JsonNode urls, String name) throws Exception {
    String path = urls.path(name).asText().substring(host.url().toString().length());
    return http.rawRequest(
        "POST",
        path,
        "Host: localhost:" + host.url().getPort(),
        "Content-Type: application/json",
        "Content-Length: 2\r\n\r\n{}");
  }

  private static void awaitRunning(String id) {
    await().until(() -> host.taskHub().find(id).orElseThrow().status() == RuntimeStatus.RUNNING);
  }

  @Test
  void a_function_may_wait_for_the_end() {
    HttpResponse<String> response = http.post("/api/wait/WeighAll", "box");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.body()).isEqualTo("\"box=21\"");
  }

  @Test
  void all_durable_clients_share_one_connection() {
    assertThat(http.get("/api/SameClient").body()).isEqualTo("true");
  }

  @Test
  void an_orchestration_goes_on_after_the_host_was_stopped(@TempDir Path own) {
    FunctionHostOptions options = TestHttp.withoutKeys(own, List.of(DurableSamples.class));
    try (FunctionHost first = FunctionHost.start(options)) {
      new TestHttp(first.url()).post("/api/start/AwaitWord/survivor", "");
      await()
          .until(
              () ->
                  first.taskHub().find("survivor").orElseThrow().status() == RuntimeStatus.RUNNING);
    }

    try (FunctionHost second = FunctionHost.start(options)) {
      second.taskHub().raiseEvent("survivor", "Word", "\"ahoy\"");
      await()
          .untilAsserted(
              () ->
                  assertThat(second.taskHub().find("survivor").orElseThrow().output())
                      .isEqualTo("\"heard ahoy\""));
    }
  }
}
