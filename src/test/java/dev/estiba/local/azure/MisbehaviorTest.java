package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.fault.SettableClock;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which Azure Container Instances misbehaves, called up over HTTP. */
final class MisbehaviorTest {

  private static final String G1 = ArmClient.GROUPS + "/g1";
  private static final String PER_FIVE_MINUTES =
      "x-ms-ratelimit-remaining-subscription-resource-requests-pt5m";

  @TempDir Path data;
  private final SettableClock clock = new SettableClock();
  private LocalAzure azure;
  private ArmClient arm;

  @BeforeEach
  void start() throws Exception {
    azure = LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.SIMULATED).withClock(clock));
    arm = new ArmClient(azure);
    arm.createResourceGroup();
  }

  @AfterEach
  void stop() throws Exception {
    azure.close();
  }

  private static ObjectNode aGroup() {
    return ArmClient.group("img", List.of(), Map.of("SIMULATED_LOG", "hello"));
  }

  /** One that has ended. */
  private void createDone(String name) {
    arm.create(name, aGroup());
    await().until(() -> arm.get(name).state().equals("Succeeded"));
  }

  private void rule(String operation, String effect) {
    ArmClient.Answer answer =
        arm.behave("rules: [{operation: " + operation + ", effect: {" + effect + "}}]");
    assertThat(answer.status()).as(answer.message()).isEqualTo(200);
  }

  private URI control(String path) {
    return azure.endpoint().resolve("/local/behavior" + path);
  }

  // The control endpoint.

  @Test
  void nothing_is_wrong_until_it_is_asked_for() {
    ArmClient.Answer answer = arm.sendTo(control(""), "GET", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/behavior/rules")).isEmpty();
    assertThat(answer.json().at("/behavior/limits")).isEmpty();
    assertThat(answer.json().at("/counts")).isEmpty();
  }

  @Test
  void a_behavior_is_put_added_to_shown_and_taken_back() {
    String rule = "{\"operation\":\"get\",\"count\":1,\"effect\":{\"kind\":\"notFound\"}}";
    arm.sendTo(control(""), "PUT", "{\"seed\":3,\"rules\":[" + rule + "]}");
    createDone("g2");
    arm.behave("rules: [" + rule + "]");

    ArmClient.Answer added = arm.sendTo(control("/rules"), "POST", rule);
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.json().path("index").asInt()).isEqualTo(1);
    assertThat(List.of(status("g2"), status("g2"), status("g2"))).containsExactly(404, 404, 200);
    JsonNode shown = arm.sendTo(control(""), "GET", "").json();
    assertThat(shown.at("/counts").toString())
        .isEqualTo("[{\"matched\":3,\"acted\":1},{\"matched\":2,\"acted\":1}]");
    JsonNode again = arm.sendTo(control(""), "PUT", shown.path("behavior").toString()).json();
    assertThat(again.path("behavior")).isEqualTo(shown.path("behavior"));
    assertThat(status("g2")).isEqualTo(404);

    assertThat(arm.sendTo(control(""), "DELETE", "").status()).isEqualTo(200);
    assertThat(status("g2")).isEqualTo(200);
  }

  private int status(String name) {
    return arm.get(name).status();
  }

  @Test
  void a_behavior_that_is_not_understood_changes_nothing() {
    rule("get", "kind: notFound");

    ArmClient.Answer answer = arm.behave("rules: [{effect: {kind: throttle, retryAfter: soon}}]");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("InvalidBehavior");
    assertThat(answer.message()).startsWith("rules[0].effect.retryAfter: expected a duration");
    assertThat(arm.sendTo(control("/rules"), "POST", "[]").code()).isEqualTo("InvalidBehavior");
    assertThat(arm.sendTo(control("/rules"), "GET", "").code()).isEqualTo("MethodNotAllowed");
    assertThat(arm.get("g1").status()).isEqualTo(404);
  }

  // Other answers.

  @Test
  void throttled() {
    rule("create", "kind: throttle, retryAfter: 17s");

    ArmClient.Answer answer = arm.create("g1", aGroup());

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.code()).isEqualTo("TooManyRequests");
    assertThat(answer.message()).contains("'s1'", "'create'", "after '17' seconds");
    assertThat(answer.header("Retry-After")).isEqualTo("17");
    assertThat(arm.get("g1").status()).isEqualTo(404);
  }

  @Test
  void throttled_until_a_date_or_without_saying_how_long() {
    rule("get", "kind: throttle, retryAfter: 17s, asDate: true");
    assertThat(arm.get("g1").header("Retry-After")).isEqualTo("Thu, 1 Jan 2026 00:00:17 GMT");

    rule("get", "kind: throttle");
    assertThat(arm.get("g1").headers().firstValue("Retry-After")).isEmpty();
  }

  @Test
  void transitioning() {
    rule("delete", "kind: transitioning");
    arm.create("g1", aGroup());

    ArmClient.Answer answer = arm.delete("g1");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("ContainerGroupTransitioning");
    assertThat(answer.message())
        .isEqualTo("The container group 'g1' is still transitioning, please retry later.");
    assertThat(arm.get("g1").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status: 500                    | 500 | InternalServerError | internal server error",
        "status: 503                    | 503 | ServiceUnavailable | unavailable",
        "code: ServerTimeout            | 503 | ServerTimeout | timed out",
        "status: 409                    | 409 | ServiceUnavailable | not available in the location"
            + " 'West Europe' at this moment",
        "code: RegistryErrorResponse    | 409 | RegistryErrorResponse | docker registry",
        "code: InaccessibleImage        | 400 | InaccessibleImage | 'img' in container group 'g1'",
        "code: ExpiredAuthenticationToken | 401 | ExpiredAuthenticationToken | expired",
        "status: 418, code: Teapot, message: 'I, {group}' | 418 | Teapot | I, g1",
      })
  void errors(String effect, int status, String code, String message) {
    rule("create", "kind: error, " + effect);

    ArmClient.Answer answer = arm.create("g1", aGroup());

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.message()).contains(message);
    assertThat(arm.get("g1").status()).isEqualTo(404);
  }

  @Test
  void an_error_may_come_after_the_effect_and_say_when_to_retry() {
    rule("create", "kind: error, code: ServerTimeout, when: after, retryAfter: 5s");

    ArmClient.Answer answer = arm.create("g1", aGroup());

    assertThat(answer.code()).isEqualTo("ServerTimeout");
    assertThat(answer.header("Retry-After")).isEqualTo("5");
    assertThat(arm.get("g1").status()).isEqualTo(200);
  }

  @Test
  void not_found_though_it_is_there() {
    arm.create("g1", aGroup());
    rule("get", "kind: notFound");

    assertThat(arm.get("g1").status()).isEqualTo(404);
    assertThat(arm.get("g1").code()).isEqualTo("ResourceNotFound");
    assertThat(arm.get("g1").message()).contains("containerGroups/g1' under resource group 'Rg1'");
    rule("list", "kind: transitioning");
    assertThat(arm.get("g1").status()).isEqualTo(200);
  }

  @Test
  void a_delete_that_is_accepted_and_ignored() {
    arm.create("g1", aGroup());
    rule("delete", "kind: deleteIgnored");

    assertThat(arm.delete("g1").status()).isEqualTo(202);
    assertThat(arm.get("g1").status()).isEqualTo(200);
  }

  @Test
  void a_group_that_vanishes_does_so_at_once_and_whatever_deletes_are_left() {
    createDone("g1");
    arm.behave(
        """
        limits: {deletesPerHour: 0}
        delays: {delete: 60s}
        rules: [{operation: get, effect: {kind: vanish}}]
        """);

    assertThat(arm.get("g1").status()).isEqualTo(404);
  }

  @Test
  void a_group_that_vanishes() {
    arm.create("g1", aGroup());
    rule("logs", "kind: vanish");
    assertThat(arm.get("g1").status()).isEqualTo(200);

    assertThat(arm.logs("g1", "").code()).isEqualTo("ResourceNotFound");
    assertThat(arm.get("g1").status()).isEqualTo(404);
    assertThat(arm.logs("g1", "").code()).isEqualTo("ResourceNotFound");
  }

  // The wire.

  @ParameterizedTest
  @CsvSource({"'kind: close', 404", "'kind: close, when: after', 200", "'kind: lostResponse', 200"})
  void a_connection_closed_without_an_answer(String effect, int statusAfterwards) throws Exception {
    rule("create", effect);

    assertThat(arm.readToEnd("PUT", G1, aGroup().toString())).isEmpty();
    assertThat(arm.get("g1").status()).isEqualTo(statusAfterwards);
    assertThatThrownBy(() -> arm.create("g2", aGroup())).isInstanceOf(UncheckedIOException.class);
  }

  @ParameterizedTest
  @CsvSource({"before, 404", "after, 200"})
  void a_connection_that_hangs_for_a_time(String when, int statusAfterwards) throws Exception {
    rule("create", "kind: hang, for: 300ms, when: " + when);
    Instant start = Instant.now();

    assertThat(arm.readToEnd("PUT", G1, aGroup().toString())).isEmpty();
    assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(290));
    assertThat(arm.get("g1").status()).isEqualTo(statusAfterwards);
  }

  @Test
  void connections_that_hang_until_the_client_has_enough_hold_no_threads() throws Exception {
    rule("get", "kind: hang");
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      sockets.add(arm.open("GET", G1, ""));
    }
    Socket one = sockets.get(0);
    one.setSoTimeout(100);

    assertThatThrownBy(() -> one.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    assertThat(arm.send("GET", ArmClient.GROUPS, "").status()).isEqualTo(200);
    azure.close();
    for (Socket socket : sockets) {
      socket.setSoTimeout(10_000);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      socket.close();
    }
  }

  @Test
  void half_an_answer() throws Exception {
    createDone("g1");
    int length = arm.get("g1").json().toString().length();
    rule("get", "kind: halfResponse");

    String answer = arm.readToEnd("GET", G1, "");

    assertThat(answer).startsWith("HTTP/1.1 200").contains("Content-Length: " + length);
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    assertThat(body).startsWith("{").hasSize(length / 2);
    assertThatThrownBy(() -> arm.get("g1")).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void a_body_that_is_no_json() {
    arm.create("g1", aGroup());

    rule("get", "kind: invalidJson");
    assertThatThrownBy(() -> arm.get("g1")).hasMessageContaining("Unexpected end-of-input");
    rule("get", "kind: invalidJson, content: <html>");
    assertThatThrownBy(() -> arm.get("g1")).hasMessageContaining("'<'");
    rule("get", "kind: invalidJson, content: ''");
    assertThat(arm.get("g1").json().isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kind: delay, by: 300ms", "kind: delay, by: 300ms, when: before"})
  void a_late_answer(String effect) {
    rule("create", effect);
    Instant start = Instant.now();

    assertThat(arm.create("g1", aGroup()).status()).isEqualTo(201);
    assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(290));
  }

  @Test
  void a_late_effect_of_a_create_that_the_client_no_longer_waits_for() throws Exception {
    rule("create", "kind: delay, by: 300ms, when: before");

    arm.open("PUT", G1, aGroup().toString()).close();

    assertThat(arm.get("g1").status()).isEqualTo(404);
    await().until(() -> arm.get("g1").status() == 200);
  }

  @Test
  void a_create_is_answered_after_its_delay() {
    arm.behave("delays: {create: 300ms}");
    Instant start = Instant.now();

    assertThat(arm.create("g1", aGroup()).status()).isEqualTo(201);
    assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(290));
    assertThat(arm.create("NO", aGroup()).status()).isEqualTo(400);
  }

  // What is seen.

  @Test
  void no_instance_view() {
    createDone("g1");

    rule("get", "kind: noInstanceView");
    assertThat(arm.get("g1").json().findValues("instanceView")).isEmpty();
    rule("get", "kind: noInstanceView, asNull: true");
    assertThat(arm.get("g1").json().findValues("instanceView"))
        .hasSize(2)
        .allMatch(JsonNode::isNull);
    assertThat(arm.get("g1").provisioningState()).isEqualTo("Succeeded");
  }

  @Test
  void a_stale_state() {
    createDone("g1");

    rule("get", "kind: staleState");
    assertThat(arm.get("g1").state()).isEqualTo("Running");
    assertThat(arm.get("g1").provisioningState()).isEqualTo("Succeeded");
    assertThat(arm.get("g1").currentState().path("state").asText()).isEqualTo("Terminated");
    rule("get", "kind: staleState, state: Odd, provisioningState: Unhealthy");
    assertThat(arm.get("g1").state()).isEqualTo("Odd");
    assertThat(arm.get("g1").provisioningState()).isEqualTo("Unhealthy");
  }

  @Test
  void an_infrastructure_error() {
    createDone("g1");
    rule("get", "kind: infrastructureError");

    ArmClient.Answer answer = arm.get("g1");

    assertThat(answer.state()).isEqualTo("Unknown");
    assertThat(answer.provisioningState()).isEqualTo("Repairing");
    assertThat(answer.currentState().path("detailStatus").asText())
        .isEqualTo("Infrastructure Error");
    assertThat(answer.currentState().has("exitCode")).isFalse();
  }

  @Test
  void no_exit_code() {
    createDone("g1");
    rule("get", "kind: noExitCode");

    assertThat(arm.get("g1").currentState().path("state").asText()).isEqualTo("Terminated");
    assertThat(arm.get("g1").currentState().has("exitCode")).isFalse();
  }

  @Test
  void a_wrong_log() {
    createDone("g1");
    assertThat(arm.log("g1")).isEqualTo("hello\n");

    rule("logs", "kind: log");
    assertThat(arm.log("g1")).isEmpty();
    rule("logs", "kind: log, content: other");
    assertThat(arm.log("g1")).isEqualTo("other");
    rule("logs", "kind: error, code: ContainerLogNotAvailable");
    assertThat(arm.logs("g1", "").message()).startsWith("Log of the container in container group");
  }

  @Test
  void a_list_that_lacks_a_group() {
    createDone("g1");
    createDone("g2");

    rule("list", "kind: missingFromList, groups: '*1'");
    assertThat(arm.send("GET", ArmClient.GROUPS, "").json().path("value").findValuesAsText("name"))
        .doesNotContain("g1")
        .contains("g2");
    rule("list", "kind: missingFromList");
    assertThat(arm.send("GET", ArmClient.GROUPS, "").json().path("value")).isEmpty();
  }

  // Limits.

  @Test
  void creates_beyond_the_limit() {
    arm.behave("limits: {createsPer5Minutes: 2, createsPerHour: 3}");
    assertThat(arm.create("g1", aGroup()).header(PER_FIVE_MINUTES)).isEqualTo("1");
    clock.advance(Duration.ofMinutes(1));
    assertThat(arm.create("g2", aGroup()).header(PER_FIVE_MINUTES)).isEqualTo("0");

    ArmClient.Answer refused = arm.create("g3", aGroup());

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("TooManyRequests");
    assertThat(refused.header("Retry-After")).isEqualTo("240");
    assertThat(arm.get("g3").status()).isEqualTo(404);
    clock.advance(Duration.ofMinutes(4));
    assertThat(arm.create("g3", aGroup()).status()).isEqualTo(201);
    clock.advance(Duration.ofMinutes(5));
    assertThat(arm.create("g4", aGroup()).header("Retry-After")).isEqualTo("3000");
    ObjectNode elsewhere = aGroup().put("location", "eastus");
    assertThat(arm.create("g4", elsewhere).status()).isEqualTo(201);
  }

  @Test
  void deletes_beyond_the_limit() {
    arm.create("g1", aGroup());
    arm.create("g2", aGroup());
    arm.behave("limits: {deletesPerHour: 1}");

    assertThat(arm.delete("g1").status()).isEqualTo(200);
    assertThat(arm.delete("g2").status()).isEqualTo(429);
    assertThat(arm.get("g2").status()).isEqualTo(200);
    clock.advance(Duration.ofHours(1));
    assertThat(arm.delete("g2").status()).isEqualTo(200);
  }

  // The same again.

  @Test
  void the_same_seed_has_the_same_outcome() {
    String rule = "{operation: get, probability: 0.5, effect: {kind: error, status: 500}}";

    assertThat(statuses("{seed: 7, rules: [" + rule + "]}"))
        .contains(404, 500)
        .isEqualTo(statuses("{seed: 7, rules: [" + rule + "]}"))
        .isNotEqualTo(statuses("{seed: 8, rules: [" + rule + "]}"));
  }

  private List<Integer> statuses(String behavior) {
    arm.behave(behavior);
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      statuses.add(arm.get("g1").status());
    }
    return statuses;
  }

  // Headers.

  @Test
  void answers_carry_the_headers_of_arm() {
    ArmClient.Answer answer = arm.get("g1");

    assertThat(answer.header("x-ms-ratelimit-remaining-subscription-reads")).isEqualTo("11999");
    assertThat(answer.header("x-ms-routing-request-id"))
        .isEqualTo("LOCAL:20260101T000000Z:" + answer.header("x-ms-request-id"));
    assertThat(answer.header("cache-control")).isEqualTo("no-cache");
    assertThat(answer.header("pragma")).isEqualTo("no-cache");
    assertThat(answer.header("expires")).isEqualTo("-1");
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(arm.create("g1", aGroup()).header("x-ms-ratelimit-remaining-subscription-writes"))
        .isEqualTo("1198");
    assertThat(arm.delete("g1").header("x-ms-ratelimit-remaining-subscription-deletes"))
        .isEqualTo("14999");
  }
}
