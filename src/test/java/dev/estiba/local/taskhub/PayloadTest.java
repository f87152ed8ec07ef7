package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads of unusual size and content, through every door. */
class PayloadTest extends TaskHubTestCase {

  @BeforeEach
  void an_orchestrator_that_passes_on_what_it_gets() {
    executor.activity("Echo", call -> call.input());
    executor.orchestrator(
        "Passes",
        context -> {
          JsonNode input = context.getInput(JsonNode.class);
          JsonNode result = context.callActivity("Echo", input, JsonNode.class).await();
          JsonNode event = context.waitForExternalEvent("event", JsonNode.class).await();
          return input.equals(result) && input.equals(event) ? event : "different";
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {64 << 10, 1 << 20})
  void a_large_payload_comes_back_as_it_was(int size) {
    assertPasses("\"" + "é".repeat(size / 2) + "\"");
  }

  @Test
  void json_that_is_as_deep_as_jackson_reads_comes_back_as_it_was() {
    assertPasses("[".repeat(900) + "]".repeat(900));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\\u0000\\u001f\"", "\"\\ud83d\\ude00 😀\"", "null", "\"\"", "1e308"})
  void odd_json_comes_back_with_its_meaning(String json) {
    String id = start("Passes", null, json);
    client.raiseEvent(id, "event", json);

    InstanceState end = awaitEnd(id);

    assertThat(end.status()).as("%s", end).isEqualTo(RuntimeStatus.COMPLETED);
    assertThat(end.output()).isNotEqualTo("\"different\"");
  }

  @Test
  void a_lone_surrogate_harms_nobody() {
    executor.activity("Lone", call -> "\"\ud800\"");
    executor.orchestrator("Calls", c -> c.callActivity("Lone", String.class).await());
    String id = start("Calls", null, "\"\ud800\"");
    client.raiseEvent(id, "any", "\"\udfff\"");

    InstanceState end = awaitEnd(id);

    assertThat(end.status()).isEqualTo(RuntimeStatus.COMPLETED);
    assertThat(end.output()).isIn("\"\ud800\"", "\"\ufffd\"", "\"?\"");
    crashAndReopen();
    assertThat(state(id).output()).isEqualTo(end.output());
  }

  @Test
  void not_a_number_is_told_as_jackson_writes_it() {
    executor.orchestrator("Divides", context -> 0.0 / 0.0);

    awaitCompletedWith(start("Divides"), "\"NaN\"");
  }

  private void assertPasses(String json) {
    String id = start("Passes", null, json);
    client.raiseEvent(id, "event", json);
    awaitCompletedWith(id, json);
    assertThat(state(id).input()).isEqualTo(json);
  }
}
