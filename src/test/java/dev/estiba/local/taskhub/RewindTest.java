package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RewindTest extends TaskHubTestCase {

  @Test
  void a_failed_child_that_the_orchestrator_dealt_with_stays_failed() {
    AtomicBoolean broken = new AtomicBoolean(true);
    executor.orchestrator(
        "Child",
        context -> {
          throw new IllegalStateException("always");
        });
    executor.activity("Good", call -> "1");
    executor.activity(
        "Broken",
        call -> {
          if (broken.get()) {
            throw new IllegalStateException("broken");
          }
          return "2";
        });
    executor.orchestrator(
        "Parent",
        context -> {
          try {
            context.callSubOrchestrator("Child", null, "child", String.class).await();
          } catch (TaskFailedException e) {
            // Dealt with.
          }
          return context.callActivity("Good", Integer.class).await()
              + context.callActivity("Broken", Integer.class).await();
        });
    String id = start("Parent");
    awaitStatus(id, RuntimeStatus.FAILED);

    broken.set(false);
    client.rewind(id, "mended");

    awaitCompletedWith(id, "3");
    assertThat(history(id, EventTypeCase.SUBORCHESTRATIONINSTANCEFAILED)).hasSize(1);
    assertThat(executor.activityCalls).filteredOn(call -> call.name().equals("Good")).hasSize(1);
  }
}
