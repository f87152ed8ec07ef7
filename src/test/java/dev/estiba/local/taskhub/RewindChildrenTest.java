package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rewinding parents, and what becomes of their children. */
class RewindChildrenTest extends RewindTestCase {

  @BeforeEach
  void a_parent_of_a_child_that_fails() {
    executor.orchestrator(
        "Parent", c -> c.callSubOrchestrator("Child", null, "child", Integer.class).await());
    executor.orchestrator("Child", c -> c.callActivity("Frail", null, Integer.class).await());
  }

  private void failedParent(String name) {
    start(name, "parent", null);
    awaitStatus("parent", RuntimeStatus.FAILED);
    healed = true;
  }

  @Test
  void a_failed_child_is_rewound_and_its_parent_goes_on() {
    failedParent("Parent");

    client.rewind("parent", "mended");

    awaitCompletedWith("parent", "1");
    assertThat(history("child", EventTypeCase.GENERICEVENT)).hasSize(1);
    assertLegal("parent");
    assertLegal("child");
  }

  @Test
  void a_child_that_was_purged_is_started_anew() {
    failedParent("Parent");
    client.purge("child");

    client.rewind("parent", null);

    awaitCompletedWith("parent", "1");
    assertThat(history("child", EventTypeCase.GENERICEVENT)).isEmpty();
    assertLegal("parent");
  }

  @Test
  void a_child_that_was_terminated_is_started_anew() {
    executor.orchestrator("Child", c -> c.waitForExternalEvent("go", Integer.class).await());
    start("Parent", "parent", null);
    awaitStatus("parent", RuntimeStatus.RUNNING);
    client.terminate("child", null);
    awaitStatus("parent", RuntimeStatus.FAILED);

    client.rewind("parent", null);
    awaitStatus("child", RuntimeStatus.RUNNING);
    client.raiseEvent("child", "go", "5");

    awaitCompletedWith("parent", "5");
    assertLegal("parent");
  }

  @Test
  void a_child_that_was_rewound_before_and_has_completed_is_not_run_again() {
    failedParent("Parent");
    client.rewind("child", null);
    awaitCompletedWith("child", "1");
    int calls = executor.activityCalls.size();

    client.rewind("parent", null);

    awaitCompletedWith("parent", "1");
    assertThat(executor.activityCalls).hasSize(calls);
    assertLegal("parent");
  }

  @Test
  void a_child_that_was_rewound_before_and_still_runs_is_waited_for() {
    executor.orchestrator(
        "Child",
        context -> {
          int frail = context.callActivity("Frail", null, Integer.class).await();
          return context.waitForExternalEvent("go", Integer.class).await() + frail;
        });
    failedParent("Parent");
    client.rewind("child", null);
    awaitState("child", s -> history("child", EventTypeCase.TASKCOMPLETED).size() == 1);

    client.rewind("parent", null);
    client.raiseEvent("child", "go", "5");

    awaitCompletedWith("parent", "6");
    assertLegal("parent");
  }

  @Test
  void a_child_that_failed_and_was_dealt_with_stays_failed() {
    executor.orchestrator(
        "Copes",
        context -> {
          try {
            context.callSubOrchestrator("Broken", null, "broken", Integer.class).await();
          } catch (TaskFailedException e) {
            context.callActivity("Note").await();
          }
          return context.callActivity("Frail", null, Integer.class).await();
        });
    executor.activity("Note", call -> null);
    executor.orchestrator(
        "Broken",
        context -> {
          throw new IllegalStateException("hull");
        });
    failedParent("Copes");
    client.purge("broken"); // Nobody could tell its outcome again.

    client.rewind("parent", null);

    awaitCompletedWith("parent", "1");
    assertThat(history("parent", EventTypeCase.SUBORCHESTRATIONINSTANCEFAILED)).hasSize(1);
    assertLegal("parent");
  }

  @Test
  void a_child_that_ended_after_its_parent_had_failed_is_heard() {
    executor.orchestrator("Slow", c -> c.waitForExternalEvent("go", Integer.class).await());
    executor.orchestrator(
        "Mixed",
        context -> {
          var slow = context.callSubOrchestrator("Slow", null, "slow", Integer.class);
          int frail = context.callActivity("Frail", null, Integer.class).await();
          return slow.await() + frail;
        });
    failedParent("Mixed");
    client.raiseEvent("slow", "go", "10");
    awaitCompletedWith("slow", "10");

    client.rewind("parent", null);

    awaitCompletedWith("parent", "11");
    assertLegal("parent");
  }
}
