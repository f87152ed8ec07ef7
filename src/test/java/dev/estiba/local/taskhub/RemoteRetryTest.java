package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import com.microsoft.durabletask.RetryPolicy;
import com.microsoft.durabletask.TaskOptions;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The SDK's own worker: activities and children that are tried again. */
class RemoteRetryTest extends RemoteTestCase {

  private static final RetryPolicy THREE_TIMES = new RetryPolicy(3, Duration.ofMillis(10));

  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void a_policy_tries_an_activity_again_until_it_comes_through() {
    worker(
        tasks ->
            tasks
                .orchestrator(
                    "Retries",
                    context ->
                        context.complete(
                            context
                                .callActivity(
                                    "Third", null, new TaskOptions(THREE_TIMES), Integer.class)
                                .await()))
                .activity("Third", context -> failUntil(3)));

    String id = remote.scheduleNewOrchestrationInstance("Retries");

    assertThat(completed(id, Integer.class)).isEqualTo(3);
    assertThat(ids(id, EventTypeCase.TASKSCHEDULED)).containsExactly(0, 2, 4);
    assertThat(ids(id, EventTypeCase.TIMERCREATED)).containsExactly(1, 3);
  }

  @Test
  void a_policy_that_is_exhausted_fails_the_instance() {
    worker(
        tasks ->
            tasks
                .orchestrator(
                    "Retries",
                    context ->
                        context.callActivity("Never", null, new TaskOptions(THREE_TIMES)).await())
                .activity("Never", context -> failUntil(Integer.MAX_VALUE)));

    String id = remote.scheduleNewOrchestrationInstance("Retries");

    assertThat(awaitRemotely(id).getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.FAILED);
    assertThat(runs).hasValue(3);
  }

  @Test
  void a_handler_decides_whether_a_child_is_tried_again() {
    List<Integer> attempts = new CopyOnWriteArrayList<>();
    worker(
        tasks ->
            tasks
                .orchestrator(
                    "Retries",
                    context -> {
                      TaskOptions options =
                          new TaskOptions(
                              retry -> {
                                if (!context.getIsReplaying()) {
                                  attempts.add(retry.getLastAttemptNumber());
                                }
                                return retry
                                    .getLastFailure()
                                    .isCausedBy(IllegalStateException.class);
                              });
                      context.complete(
                          context
                              .callSubOrchestrator("Child", null, null, options, Integer.class)
                              .await());
                    })
                .orchestrator("Child", context -> context.complete(failUntil(3))));

    String id = remote.scheduleNewOrchestrationInstance("Retries");

    assertThat(completed(id, Integer.class)).isEqualTo(3);
    assertThat(attempts).containsExactly(1, 2);
  }

  private int failUntil(int run) {
    int now = runs.incrementAndGet();
    if (now < run) {
      throw new IllegalStateException("run " + now);
    }
    return now;
  }

  private List<Integer> ids(String id, EventTypeCase type) {
    return history(id, type).stream().map(HistoryEvent::getEventId).toList();
  }
}
