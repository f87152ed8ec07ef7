package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.durabletask.RetryPolicy;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOptions;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Failed activities and failed code. */
class RewindTest extends RewindTestCase {

  @Test
  void a_failed_activity_runs_again_and_the_instance_completes() {
    executor.orchestrator("Calls", c -> c.callActivity("Frail", null, Integer.class).await());
    String id = failed("Calls");

    healed = true;
    client.rewind(id, "mast mended");

    awaitCompletedWith(id, "1");
    assertThat(calls("Frail")).isEqualTo(2);
    assertLegal(id);
  }

  @Test
  void an_activity_runs_again_with_what_the_code_of_today_gives_it() {
    executor.orchestrator("Calls", c -> c.callActivity("Frail", "old", Integer.class).await());
    String id = failed("Calls");
    executor.orchestrator("Calls", c -> c.callActivity("Frail", "mended", Integer.class).await());

    healed = true;
    client.rewind(id, null);

    awaitCompletedWith(id, "1");
    assertThat(executor.activityCalls)
        .extracting(ActivityCall::input)
        .containsExactly("\"old\"", "\"mended\"");
    assertLegal(id);
  }

  @Test
  void the_history_says_that_it_was_rewound_and_why() {
    executor.orchestrator("Calls", c -> c.callActivity("Frail", null, Integer.class).await());
    String id = failed("Calls");

    healed = true;
    client.rewind(id, "mast mended");
    awaitEnd(id);

    assertThat(history(id, EventTypeCase.GENERICEVENT))
        .extracting(event -> event.getGenericEvent().getData())
        .containsExactly("Rewound: mast mended");
    assertThat(history(id, EventTypeCase.EXECUTIONCOMPLETED)).hasSize(1);
    assertThat(history(id, EventTypeCase.TASKFAILED)).isEmpty();
  }

  @Test
  void of_a_fan_out_only_what_failed_runs_again() {
    executor.activity("Name", call -> call.input());
    executor.orchestrator(
        "FansOut",
        context -> {
          List<Task<Integer>> calls = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            calls.add(context.callActivity(i == 2 ? "Frail" : "Name", i, Integer.class));
          }
          return context.allOf(calls).await().size();
        });
    String id = failed("FansOut");

    healed = true;
    client.rewind(id, null);

    awaitCompletedWith(id, "4");
    assertThat(calls("Name")).isEqualTo(3);
    assertThat(calls("Frail")).isEqualTo(2);
    assertLegal(id);
  }

  @Test
  void an_activity_whose_retries_are_exhausted_is_tried_once_more() {
    TaskOptions twice = new TaskOptions(new RetryPolicy(2, Duration.ofMillis(1)));
    executor.orchestrator(
        "Retries", c -> c.callActivity("Frail", null, twice, Integer.class).await());
    String id = failed("Retries");
    assertThat(calls("Frail")).isEqualTo(2);

    healed = true;
    client.rewind(id, null);

    awaitCompletedWith(id, "1");
    assertThat(calls("Frail")).isEqualTo(3);
    assertLegal(id);
  }

  @Test
  void an_orchestrator_that_failed_by_its_own_exception_decides_again() {
    executor.activity("Name", call -> "7");
    executor.orchestrator(
        "Throws",
        context -> {
          int name = context.callActivity("Name", null, Integer.class).await();
          if (!healed) {
            throw new IllegalStateException("leak");
          }
          return name;
        });
    String id = failed("Throws");

    healed = true;
    client.rewind(id, null);

    awaitCompletedWith(id, "7");
    assertThat(calls("Name")).isEqualTo(1);
    assertLegal(id);
  }

  @Test
  void an_orchestrator_that_failed_in_its_first_turn_begins_again_with_its_input() {
    executor.orchestrator(
        "Throws",
        context -> {
          if (!healed) {
            throw new IllegalStateException("leak");
          }
          return context.getInput(String.class);
        });
    String id = start("Throws", null, "\"cargo\"");
    awaitStatus(id, RuntimeStatus.FAILED);

    healed = true;
    client.rewind(id, null);

    awaitCompletedWith(id, "\"cargo\"");
    assertLegal(id);
  }

  @Test
  void a_failure_that_was_told_to_others_before_it_was_thrown_on_is_undone() {
    executor.orchestrator("Waits", c -> c.waitForExternalEvent("alarm").await());
    start("Waits", "watch", null);
    executor.orchestrator(
        "Tells",
        context -> {
          try {
            return context.callActivity("Frail", null, Integer.class).await();
          } catch (TaskFailedException e) {
            context.sendEvent("watch", "alarm");
            throw e;
          }
        });
    String id = failed("Tells");

    healed = true;
    client.rewind(id, null);

    awaitCompletedWith(id, "1");
    assertLegal(id);
  }

  @Test
  void timers_and_activities_that_were_open_at_the_failure_go_on() {
    CountDownLatch gate = new CountDownLatch(1);
    AtomicInteger slowRuns = new AtomicInteger();
    executor.activity(
        "Slow",
        call -> {
          slowRuns.incrementAndGet();
          gate.await();
          return "10";
        });
    executor.orchestrator(
        "Open",
        context -> {
          Task<Integer> slow = context.callActivity("Slow", null, Integer.class);
          Task<Void> timer = context.createTimer(Duration.ofMillis(300));
          int frail = context.callActivity("Frail", null, Integer.class).await();
          timer.await();
          return slow.await() + frail;
        });
    String id = failed("Open");

    healed = true;
    client.rewind(id, null);
    gate.countDown();

    awaitCompletedWith(id, "11");
    assertLegal(id);
  }

  @Test
  void an_instance_is_rewound_as_often_as_it_fails() {
    executor.orchestrator("Calls", c -> c.callActivity("Frail", null, Integer.class).await());
    String id = failed("Calls");
    client.rewind(id, "first");
    awaitState(id, s -> s.status() == RuntimeStatus.FAILED && calls("Frail") == 2);

    healed = true;
    client.rewind(id, "second");

    awaitCompletedWith(id, "1");
    assertThat(history(id, EventTypeCase.GENERICEVENT))
        .extracting(event -> event.getGenericEvent().getData())
        .contains("Rewound: second");
    assertLegal(id);
  }

  @Test
  void what_has_not_failed_cannot_be_rewound() {
    executor.orchestrator("Waits", c -> c.waitForExternalEvent("go").await());
    String id = start("Waits");

    assertThatThrownBy(() -> client.rewind(id, null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(id);
    client.terminate(id, null);
    assertThatThrownBy(() -> client.rewind(id, null)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> client.rewind("nobody", null))
        .isInstanceOf(InstanceNotFoundException.class);
  }

  private String failed(String name) {
    String id = start(name);
    awaitStatus(id, RuntimeStatus.FAILED);
    return id;
  }

  private long calls(String activity) {
    return executor.activityCalls.stream().filter(call -> call.name().equals(activity)).count();
  }

  @Test
  void a_test_of_legality_can_fail() {
    HistoryEvent twice = Events.taskCompleted(0, 3, null);
    assertThatThrownBy(() -> assertLegal(List.of(twice, twice))).isInstanceOf(AssertionError.class);
  }
}
