package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.CompositeTaskFailedException;
import com.microsoft.durabletask.FailureDetails;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskFailedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The SDK's own worker: failing activities, children and orchestrators. */
class RemoteFailuresTest extends RemoteTestCase {

  @Test
  void a_failed_activity_is_told_with_type_message_and_stack_trace() {
    worker(
        tasks ->
            tasks
                .orchestrator("Calls", context -> context.callActivity("Breaks").await())
                .orchestrator(
                    "Catches",
                    context -> {
                      try {
                        context.callActivity("Breaks").await();
                      } catch (TaskFailedException e) {
                        FailureDetails details = e.getErrorDetails();
                        context.complete(
                            details.isCausedBy(IllegalStateException.class)
                                + " "
                                + details.getErrorMessage()
                                + " "
                                + details.getStackTrace().contains("RemoteFailuresTest"));
                      }
                    })
                .activity(
                    "Breaks",
                    context -> {
                      throw new IllegalStateException("mast");
                    }));

    String caught = remote.scheduleNewOrchestrationInstance("Catches");
    String failed = remote.scheduleNewOrchestrationInstance("Calls");

    assertThat(completed(caught, String.class)).isEqualTo("true mast true");
    OrchestrationMetadata end = awaitRemotely(failed);
    assertThat(end.getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.FAILED);
    assertThat(end.getFailureDetails().getErrorType()).contains("TaskFailedException");
    assertThat(end.getFailureDetails().getErrorMessage()).contains("Breaks", "mast");
  }

  @Test
  void a_failed_child_is_told_to_its_parent() {
    worker(
        tasks ->
            tasks
                .orchestrator(
                    "Parent",
                    context -> {
                      try {
                        context.callSubOrchestrator("Child", null, Void.class).await();
                      } catch (TaskFailedException e) {
                        context.complete(
                            e.getErrorDetails().getErrorType()
                                + ": "
                                + e.getErrorDetails().getErrorMessage());
                      }
                    })
                .orchestrator(
                    "Child",
                    context -> {
                      throw new IllegalArgumentException("no berth");
                    }));

    String id = remote.scheduleNewOrchestrationInstance("Parent");

    assertThat(completed(id, String.class))
        .isEqualTo("java.lang.IllegalArgumentException: no berth");
  }

  @Test
  void of_a_fan_out_every_failure_is_told() {
    worker(
        tasks ->
            tasks
                .orchestrator(
                    "FansOut",
                    context -> {
                      List<Task<Integer>> calls = new ArrayList<>();
                      for (int i = 0; i < 6; i++) {
                        calls.add(context.callActivity("Odd", i, Integer.class));
                      }
                      try {
                        context.allOf(calls).await();
                      } catch (CompositeTaskFailedException e) {
                        context.complete(e.getExceptions().size());
                      }
                    })
                .activity(
                    "Odd",
                    context -> {
                      int i = context.getInput(Integer.class);
                      if (i % 2 == 0) {
                        throw new IllegalStateException("even");
                      }
                      return i;
                    }));

    assertThat(completed(remote.scheduleNewOrchestrationInstance("FansOut"), Integer.class))
        .isEqualTo(3);
  }

  @Test
  void an_orchestrator_that_the_worker_does_not_know_fails_its_instance() {
    worker(tasks -> tasks.orchestrator("Known", context -> context.complete(1)));

    OrchestrationMetadata end =
        awaitRemotely(remote.scheduleNewOrchestrationInstance("Unknown", null, "u"));

    assertThat(end.getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.FAILED);
    assertThat(completed(remote.scheduleNewOrchestrationInstance("Known"), Integer.class))
        .isEqualTo(1);
  }
}
