package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import com.microsoft.durabletask.TaskCanceledException;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The SDK's own worker: events, continue-as-new, suspension and custom status. */
class RemoteEventsTest extends RemoteTestCase {

  @Test
  void events_reach_the_orchestration_in_their_order() {
    worker(
        tasks ->
            tasks.orchestrator(
                "Collects",
                context -> {
                  List<Integer> seen = new ArrayList<>();
                  for (int i = 0; i < 20; i++) {
                    seen.add(context.waitForExternalEvent("n", Integer.class).await());
                  }
                  context.complete(seen);
                }));
    String id = remote.scheduleNewOrchestrationInstance("Collects");

    IntStream.range(0, 20).forEach(i -> remote.raiseEvent(id, "n", i));

    assertThat(completed(id, int[].class)).containsExactly(IntStream.range(0, 20).toArray());
  }

  @Test
  void a_wait_for_an_event_ends_with_the_event_or_its_timeout() {
    worker(
        tasks ->
            tasks.orchestrator(
                "Waits",
                context -> {
                  Duration patience = Duration.ofMillis(context.getInput(Integer.class));
                  try {
                    context.complete(
                        context.waitForExternalEvent("go", patience, String.class).await());
                  } catch (TaskCanceledException e) {
                    context.complete("too late");
                  }
                }));
    String late = remote.scheduleNewOrchestrationInstance("Waits", 50);
    String early = remote.scheduleNewOrchestrationInstance("Waits", 600_000);

    remote.raiseEvent(early, "go", "gone");

    assertThat(completed(early, String.class)).isEqualTo("gone");
    assertThat(completed(late, String.class)).isEqualTo("too late");
  }

  @Test
  void events_are_carried_over_a_continuation_in_their_order_and_each_once() {
    worker(tasks -> tasks.orchestrator("Sums", RemoteEventsTest::takeThreeAndContinue));
    String id = remote.scheduleNewOrchestrationInstance("Sums", "");
    remote.suspendInstance(id); // Let them come in one turn, where the SDK gets it wrong.
    for (int i = 0; i < 12; i++) {
      remote.raiseEvent(id, "n", i % 4); // Some are alike.
    }
    remote.resumeInstance(id);

    assertThat(completed(id, String.class)).isEqualTo("012301230123");
    assertThat(history(id, EventTypeCase.EXECUTIONSTARTED)).hasSize(1);
  }

  private static void takeThreeAndContinue(
      com.microsoft.durabletask.TaskOrchestrationContext context) {
    String seen = context.getInput(String.class);
    seen = seen == null ? "" : seen;
    for (int i = 0; i < 3; i++) {
      seen += context.waitForExternalEvent("n", Integer.class).await();
    }
    if (seen.length() < 12) {
      context.continueAsNew(seen);
    } else {
      context.complete(seen);
    }
  }

  @Test
  void an_orchestration_continues_as_new_again_and_again() {
    worker(
        tasks ->
            tasks
                .orchestrator(
                    "Counts",
                    context -> {
                      int value =
                          context
                              .callActivity(
                                  "PlusOne", context.getInput(Integer.class), Integer.class)
                              .await();
                      if (value < 10) {
                        context.continueAsNew(value);
                      } else {
                        context.complete(value);
                      }
                    })
                .activity("PlusOne", context -> context.getInput(Integer.class) + 1));

    String id = remote.scheduleNewOrchestrationInstance("Counts", 0);

    assertThat(completed(id, Integer.class)).isEqualTo(10);
    assertThat(history(id, EventTypeCase.TASKCOMPLETED)).hasSize(1);
  }

  @Test
  void an_event_to_another_orchestration_is_sent_once_however_often_its_sender_is_replayed() {
    worker(
        tasks ->
            tasks
                .orchestrator(
                    "Sends",
                    context -> {
                      context.sendEvent("receiver", "n", 7);
                      context.callActivity("Noop").await();
                      context.callActivity("Noop").await();
                      context.sendEvent("receiver", "last");
                      context.complete(null);
                    })
                .orchestrator(
                    "Counts",
                    context -> {
                      context.waitForExternalEvent("last").await();
                      context.complete("over");
                    })
                .activity("Noop", context -> null));
    String receiver = remote.scheduleNewOrchestrationInstance("Counts", null, "receiver");
    awaitRemotely(remote.scheduleNewOrchestrationInstance("Sends", null, "sender"));

    assertThat(completed(receiver, String.class)).isEqualTo("over");
    assertThat(history(receiver, EventTypeCase.EVENTRAISED)).hasSize(2);
    assertThat(history("sender", EventTypeCase.EVENTSENT)).hasSize(2);
  }

  @Test
  void a_suspended_orchestration_keeps_its_events_and_runs_on_when_resumed() {
    worker(
        tasks ->
            tasks.orchestrator(
                "Waits", c -> c.complete(c.waitForExternalEvent("go", String.class).await())));
    String id = remote.scheduleNewOrchestrationInstance("Waits");
    awaitStatus(id, RuntimeStatus.RUNNING);

    remote.suspendInstance(id, "tide");
    assertThat(remote.getInstanceMetadata(id, false).getRuntimeStatus())
        .isEqualTo(OrchestrationRuntimeStatus.SUSPENDED);
    remote.raiseEvent(id, "go", "kept");
    assertThat(state(id).status()).isEqualTo(RuntimeStatus.SUSPENDED);
    remote.resumeInstance(id, "ebb");

    assertThat(completed(id, String.class)).isEqualTo("kept");
  }

  @Test
  void the_custom_status_is_shown_while_it_runs_and_can_be_cleared() {
    worker(
        tasks ->
            tasks.orchestrator(
                "Reports",
                context -> {
                  context.setCustomStatus("loading");
                  context.waitForExternalEvent("go").await();
                  context.clearCustomStatus();
                  context.waitForExternalEvent("end").await();
                  context.complete(null);
                }));
    String id = remote.scheduleNewOrchestrationInstance("Reports");

    awaitState(id, state -> "\"loading\"".equals(state.customStatus()));
    remote.raiseEvent(id, "go");
    awaitState(id, state -> state.customStatus() == null);
    remote.raiseEvent(id, "end");

    assertThat(awaitRemotely(id).isCustomStatusFetched()).isFalse();
  }
}
