package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** A hub that is killed again and again while a thousand instances run. */
class RestartsIT extends TaskHubTestCase {

  private static final int INSTANCES = 1_000;
  private static final int RESTARTS = 50;

  @Test
  void a_thousand_instances_come_to_their_ends_through_fifty_kills() throws Exception {
    executor.rememberNothing();
    executor.activity("Step", call -> call.input());
    executor.orchestrator(
        "Child", c -> c.callActivity("Step", c.getInput(Integer.class), Integer.class).await());
    executor.orchestrator(
        "Walks",
        context -> {
          int sum = 0;
          for (int i = 0; i < 3; i++) {
            sum += context.callActivity("Step", i, Integer.class).await();
            context.createTimer(Duration.ofMillis(20)).await();
            sum += context.callSubOrchestrator("Child", i, null, Integer.class).await();
            sum += context.waitForExternalEvent("step", Integer.class).await();
          }
          return sum;
        });
    List<String> ids =
        IntStream.range(0, INSTANCES).mapToObj(i -> start("Walks", "walk-" + i, null)).toList();

    for (int restart = 0; restart < RESTARTS; restart++) {
      // Each is sent its three events while the hub goes down and comes up.
      for (int i = restart; i < 3 * INSTANCES; i += RESTARTS) {
        client.raiseEvent(ids.get(i % INSTANCES), "step", "10");
      }
      crashAndReopen();
    }

    for (String id : ids) {
      patiently().until(() -> state(id).status().isTerminal());
      assertThat(state(id).output()).as(id).isEqualTo("36");
      LegalHistory.check(state(id), client.history(id));
      LegalHistory.replay(state(id), client.history(id), executor);
    }
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofMinutes(4)).pollDelay(Duration.ZERO);
  }
}
