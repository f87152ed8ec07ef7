package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Fifty megabytes through every door, one after the other: each is copied a few times. */
class PayloadIT extends TaskHubTestCase {

  private static final int MEGABYTES = 50;

  /** No string is longer than the 20 million characters that Jackson reads. */
  private static final String LARGE =
      "[" + ("\"" + "x".repeat(1_000_000) + "\",").repeat(MEGABYTES - 1) + "\"end\"]";

  @Test
  void fifty_megabytes_of_input_arrive() {
    executor.rememberNothing();
    executor.orchestrator("Measures", c -> c.getInput(JsonNode.class).size());

    assertMeasured(start("Measures", null, LARGE));
  }

  @Test
  void fifty_megabytes_of_an_event_arrive() {
    executor.rememberNothing();
    executor.orchestrator(
        "Measures", c -> c.waitForExternalEvent("event", JsonNode.class).await().size());
    String id = start("Measures");

    client.raiseEvent(id, "event", LARGE);

    assertMeasured(id);
  }

  @Test
  void fifty_megabytes_of_a_result_arrive() {
    executor.rememberNothing();
    executor.activity("Large", call -> LARGE);
    executor.orchestrator("Measures", c -> c.callActivity("Large", JsonNode.class).await().size());

    assertMeasured(start("Measures"));
  }

  @Test
  void fifty_megabytes_of_output_are_kept() {
    executor.rememberNothing();
    executor.orchestrator("Large", c -> c.getInput(JsonNode.class));

    String id = start("Large", null, LARGE);

    awaitLarge(id);
    crashAndReopen();
    assertThat(state(id).output()).hasSize(LARGE.length());
  }

  @Test
  void a_string_that_is_longer_than_jackson_reads_fails_the_instance_and_says_so() {
    TaskRegistry tasks =
        new TaskRegistry()
            .activity("Long", context -> "x".repeat(20_000_001))
            .orchestrator("Calls", c -> c.callActivity("Long", String.class).await());
    hub.close();
    hub = TaskHub.open(options(), tasks);
    client = hub.client();
    hub.start();

    InstanceState end = awaitEnd(start("Calls"));

    assertThat(end.status()).isEqualTo(RuntimeStatus.FAILED);
    assertThat(end.failure().errorMessage()).contains("activity 'Long'").contains("20000000");
  }

  private void assertMeasured(String id) {
    awaitLarge(id);
    assertThat(state(id).output()).isEqualTo("" + MEGABYTES);
  }

  private void awaitLarge(String id) {
    await().atMost(Duration.ofMinutes(1)).until(() -> state(id).status().isTerminal());
    assertThat(state(id).status()).isEqualTo(RuntimeStatus.COMPLETED);
  }
}
