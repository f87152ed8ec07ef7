package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.durabletask.RetryPolicy;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOptions;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OrchestrationTest extends TaskHubTestCase {

  @Test
  void an_orchestrator_calls_activities_in_sequence_and_returns_their_results() {
    executor.activity("Greet", call -> "\"hello " + call.input().replace("\"", "") + "\"");
    executor.orchestrator(
        "Greetings",
        context -> {
          String first =
              context.callActivity("Greet", context.getInput(String.class), String.class).await();
          return context.callActivity("Greet", first, String.class).await();
        });

    String id = start("Greetings", "greetings-1", "\"Lisbon\"");

    awaitCompletedWith(id, "\"hello hello Lisbon\"");
    assertThat(state(id).name()).isEqualTo("Greetings");
    assertThat(state(id).input()).isEqualTo("\"Lisbon\"");
    assertThat(executor.activityCalls)
        .containsExactly(
            new ActivityCall("Greet", "greetings-1", 0, "\"Lisbon\""),
            new ActivityCall("Greet", "greetings-1", 1, "\"hello Lisbon\""));
    assertThat(eventTypes(id))
        .containsExactly(
            EventTypeCase.ORCHESTRATORSTARTED,
            EventTypeCase.EXECUTIONSTARTED,
            EventTypeCase.TASKSCHEDULED,
            EventTypeCase.ORCHESTRATORCOMPLETED,
            EventTypeCase.ORCHESTRATORSTARTED,
            EventTypeCase.TASKCOMPLETED,
            EventTypeCase.TASKSCHEDULED,
            EventTypeCase.ORCHESTRATORCOMPLETED,
            EventTypeCase.ORCHESTRATORSTARTED,
            EventTypeCase.TASKCOMPLETED,
            EventTypeCase.EXECUTIONCOMPLETED);
  }

  @Test
  void a_fan_out_joins_every_result_in_order() {
    executor.activity("Double", call -> "" + 2 * Integer.parseInt(call.input()));
    executor.orchestrator(
        "FanOut",
        context -> {
          List<Task<Integer>> tasks = new ArrayList<>();
          for (int i = 0; i < 300; i++) {
            tasks.add(context.callActivity("Double", i, Integer.class));
          }
          List<Integer> results = context.allOf(tasks).await();
          return results.get(0) + "," + results.get(299) + "," + results.size();
        });

    awaitCompletedWith(start("FanOut"), "\"0,598,300\"");
  }

  @Test
  void at_most_the_given_number_of_activities_runs_at_once() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    executor.activity(
        "Busy",
        call -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          await().pollDelay(Duration.ofMillis(20)).until(() -> true);
          running.decrementAndGet();
          return null;
        });
    executor.orchestrator(
        "Crowd",
        context -> {
          List<Task<Void>> tasks = new ArrayList<>();
          for (int i = 0; i < 16; i++) {
            tasks.add(context.callActivity("Busy"));
          }
          context.allOf(tasks).await();
          return null;
        });

    awaitCompletedWith(start("Crowd"), null);
    assertThat(most.get()).isEqualTo(options().maxConcurrentActivities());
  }

  @Test
  void an_activity_that_throws_fails_its_task_with_type_and_message() {
    executor.activity(
        "Break",
        call -> {
          throw new IOException("the crane is broken");
        });

    assertThat(failureOf("Break")).isEqualTo("java.io.IOException: the crane is broken");
  }

  @Test
  void an_activity_that_throws_without_a_message_fails_its_task() {
    executor.activity(
        "Break",
        call -> {
          throw new NullPointerException();
        });

    assertThat(failureOf("Break")).isEqualTo("java.lang.NullPointerException: ");
  }

  @Test
  void an_activity_that_ends_in_an_error_fails_its_task_and_ends_no_thread() {
    executor.activity("Overflow", call -> "" + depth(Integer.MAX_VALUE));

    for (int i = 0; i < 2 * options().maxConcurrentActivities(); i++) {
      assertThat(failureOf("Overflow")).startsWith("java.lang.StackOverflowError");
    }
  }

  @Test
  void an_unknown_activity_fails_its_task_and_is_not_retried() {
    executor.orchestrator(
        "Calls",
        context -> {
          RetryPolicy policy = new RetryPolicy(5, Duration.ofHours(1));
          context.callActivity("Nowhere", null, new TaskOptions(policy)).await();
          return null;
        });

    InstanceState end = awaitEnd(start("Calls"));

    assertThat(end.status()).isEqualTo(RuntimeStatus.FAILED);
    assertThat(end.failure().errorMessage())
        .contains("There is no activity named 'Nowhere' in this program.");
  }

  private String failureOf(String activity) {
    executor.orchestrator(
        "Catches",
        context -> {
          try {
            context.callActivity(activity).await();
            return "no failure";
          } catch (TaskFailedException e) {
            return e.getErrorDetails().getErrorType()
                + ": "
                + e.getErrorDetails().getErrorMessage();
          }
        });
    return awaitEnd(start("Catches")).output().replace("\"", "");
  }

  @Test
  void an_unknown_orchestrator_fails_the_instance() {
    InstanceState end = awaitEnd(start("Nobody"));

    assertThat(end.status()).isEqualTo(RuntimeStatus.FAILED);
    assertThat(end.failure().errorMessage())
        .isEqualTo("There is no orchestrator named 'Nobody' in this program.");
  }

  @Test
  void an_orchestrator_that_throws_fails_the_instance_with_type_and_message() {
    executor.orchestrator(
        "Throws",
        context -> {
          throw new IllegalStateException("no room on deck");
        });

    InstanceState end = awaitEnd(start("Throws"));

    assertThat(end.status()).isEqualTo(RuntimeStatus.FAILED);
    assertThat(end.failure().errorType()).isEqualTo("java.lang.IllegalStateException");
    assertThat(end.failure().errorMessage()).isEqualTo("no room on deck");
  }

  @Test
  void a_turn_that_the_executor_cannot_run_is_tried_again() {
    AtomicInteger attempts = new AtomicInteger();
    executor.rawOrchestrator(
        "Shaky",
        request -> {
          if (attempts.incrementAndGet() < 3) {
            throw new OutOfMemoryError("for now");
          }
          return TestExecutor.replay(request, context -> "steady");
        });

    awaitCompletedWith(start("Shaky"), "\"steady\"");
    assertThat(attempts.get()).isEqualTo(3);
  }

  @Test
  void a_turn_that_never_runs_fails_the_instance_and_nobody_else() {
    AtomicInteger attempts = new AtomicInteger();
    executor.rawOrchestrator(
        "Poison",
        request -> {
          attempts.incrementAndGet();
          throw new AssertionError(depth(Integer.MAX_VALUE) + " calls fit");
        });
    executor.orchestrator("Healthy", context -> "well");

    String poison = start("Poison");
    InstanceState end = awaitEnd(poison);

    assertThat(end.status()).isEqualTo(RuntimeStatus.FAILED);
    assertThat(end.failure().errorType()).isEqualTo("java.lang.StackOverflowError");
    assertThat(attempts.get()).isEqualTo(5);
    for (int i = 0; i < 4; i++) {
      awaitCompletedWith(start("Healthy"), "\"well\"");
    }
  }

  @Test
  void orchestrators_have_room_for_deep_recursion() {
    executor.orchestrator("Deep", context -> depth(200_000));

    awaitCompletedWith(start("Deep"), "200000");
  }

  private static int depth(int n) {
    return n == 0 ? 0 : 1 + depth(n - 1);
  }

  @Test
  void a_custom_status_is_seen_while_the_orchestrator_waits_and_after_it_ended() {
    executor.orchestrator(
        "Reports",
        context -> {
          context.setCustomStatus("waiting");
          context.waitForExternalEvent("go").await();
          context.setCustomStatus("gone");
          return null;
        });

    String id = start("Reports");
    awaitStatus(id, RuntimeStatus.RUNNING);
    assertThat(state(id).customStatus()).isEqualTo("\"waiting\"");
    client.raiseEvent(id, "go", null);

    awaitEnd(id);
    assertThat(state(id).customStatus()).isEqualTo("\"gone\"");
  }

  @Test
  void what_is_scheduled_together_with_the_end_does_not_run() {
    executor.activity("Unawaited", call -> null);
    executor.orchestrator(
        "Leaves",
        context -> {
          context.callActivity("Unawaited");
          return "left";
        });

    awaitCompletedWith(start("Leaves"), "\"left\"");
    awaitIdle();
    assertThat(executor.activityCalls).isEmpty();
  }

  @Test
  void replay_is_not_given_events_that_the_sdk_cannot_handle() {
    executor.activity("Work", call -> "1");
    executor.orchestrator("Other", context -> context.waitForExternalEvent("go").await());
    String other = start("Other");
    executor.orchestrator(
        "Sends",
        context -> {
          context.sendEvent(other, "hint", "x");
          context.callActivity("Work", Integer.class).await();
          context.waitForExternalEvent("go").await();
          return "sent";
        });
    String id = start("Sends");
    awaitState(id, s -> eventTypes(id).contains(EventTypeCase.TASKCOMPLETED));
    client.suspend(id, "a while");
    client.resume(id, null);
    client.raiseEvent(id, "go", null);

    awaitCompletedWith(id, "\"sent\"");
    assertThat(eventTypes(id))
        .contains(
            EventTypeCase.EVENTSENT,
            EventTypeCase.EXECUTIONSUSPENDED,
            EventTypeCase.EXECUTIONRESUMED);
    assertThat(executor.requests)
        .flatExtracting(OrchestratorRequest::getPastEventsList)
        .extracting(HistoryEvent::getEventTypeCase)
        .contains(EventTypeCase.TASKCOMPLETED)
        .doesNotContain(
            EventTypeCase.EVENTSENT,
            EventTypeCase.EXECUTIONSUSPENDED,
            EventTypeCase.EXECUTIONRESUMED);
  }
}
