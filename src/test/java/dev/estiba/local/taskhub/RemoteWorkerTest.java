package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The SDK's own worker: activities, children and timers. */
class RemoteWorkerTest extends RemoteTestCase {

  @Test
  void activities_run_in_sequence() {
    worker(
        tasks ->
            tasks
                .orchestrator(
                    "Counts",
                    context -> {
                      int value = context.getInput(Integer.class);
                      for (int i = 0; i < 10; i++) {
                        value = context.callActivity("PlusOne", value, Integer.class).await();
                      }
                      context.complete(value);
                    })
                .activity("PlusOne", context -> context.getInput(Integer.class) + 1));

    String id = remote.scheduleNewOrchestrationInstance("Counts", 5);

    assertThat(completed(id, Integer.class)).isEqualTo(15);
    assertThat(history(id, EventTypeCase.TASKSCHEDULED)).hasSize(10);
    assertThat(history(id, EventTypeCase.TASKCOMPLETED)).hasSize(10);
  }

  @Test
  void activities_fan_out_and_their_results_come_in_the_order_of_the_calls() {
    worker(
        tasks ->
            tasks
                .orchestrator(
                    "FansOut",
                    context -> {
                      List<Task<String>> calls = new ArrayList<>();
                      for (int i = 0; i < 30; i++) {
                        calls.add(context.callActivity("Name", i, String.class));
                      }
                      context.complete(context.allOf(calls).await());
                    })
                .activity("Name", context -> "crate " + context.getInput(Integer.class)));

    String id = remote.scheduleNewOrchestrationInstance("FansOut");

    assertThat(completed(id, String[].class))
        .containsExactly(IntStream.range(0, 30).mapToObj(i -> "crate " + i).toArray(String[]::new));
  }

  @Test
  void an_orchestration_that_returns_without_complete_is_completed() {
    worker(
        tasks ->
            tasks
                .orchestrator("Quiet", context -> context.callActivity("Noop").await())
                .activity("Noop", context -> null));

    String id = remote.scheduleNewOrchestrationInstance("Quiet");

    assertThat(completed(id, String.class)).isNull();
  }

  @Test
  void a_timer_fires_in_its_time_and_the_code_sees_whether_it_is_replayed() {
    List<Boolean> replaying = new CopyOnWriteArrayList<>();
    worker(
        tasks ->
            tasks.orchestrator(
                "Sleeps",
                context -> {
                  Instant before = context.getCurrentInstant();
                  replaying.add(context.getIsReplaying());
                  context.createTimer(Duration.ofMillis(300)).await();
                  replaying.add(context.getIsReplaying());
                  context.complete(
                      Duration.between(before, context.getCurrentInstant()).toMillis());
                }));

    String id = remote.scheduleNewOrchestrationInstance("Sleeps");

    assertThat(completed(id, Long.class)).isBetween(300L, 5000L);
    assertThat(replaying).containsExactly(false, true, false);
    assertThat(history(id, EventTypeCase.TIMERFIRED)).hasSize(1);
  }

  @Test
  void sub_orchestrations_nest() {
    worker(
        tasks ->
            tasks.orchestrator(
                "Nests",
                context -> {
                  int depth = context.getInput(Integer.class);
                  int below =
                      depth == 0
                          ? 0
                          : context.callSubOrchestrator("Nests", depth - 1, Integer.class).await();
                  context.complete(below + 1);
                }));

    String id = remote.scheduleNewOrchestrationInstance("Nests", 4);

    assertThat(completed(id, Integer.class)).isEqualTo(5);
    assertThat(client.query(all()).instances()).hasSize(5);
  }

  @Test
  void what_a_stopped_worker_had_in_hand_is_given_to_the_next() throws Exception {
    CountDownLatch inActivity = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    SdkWorker first =
        worker(
            tasks ->
                tasks
                    .orchestrator("Calls", RemoteWorkerTest::callsSlow)
                    .activity(
                        "Slow",
                        context -> {
                          inActivity.countDown();
                          return await(never);
                        }));
    String id = remote.scheduleNewOrchestrationInstance("Calls");
    inActivity.await();

    first.stop();
    worker(
        tasks ->
            tasks
                .orchestrator("Calls", RemoteWorkerTest::callsSlow)
                .activity("Slow", context -> "by the second"));

    assertThat(completed(id, String.class)).isEqualTo("by the second");
  }

  private static void callsSlow(TaskOrchestrationContext context) {
    context.complete(context.callActivity("Slow", null, String.class).await());
  }

  private static Object await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "late";
  }
}
