package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.task.Reason;
import dev.estiba.task.TaskState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may end a task before its container does: a cancel event, or the end of its time. */
final class Interruptions {

  private final TaskOrchestrationContext context;
  private final long timeoutSeconds;
  private final Task<JsonNode> cancel;
  private final Task<Void> deadline;

  Interruptions(TaskOrchestrationContext context, long timeoutSeconds) {
    this.context = context;
    this.timeoutSeconds = timeoutSeconds;
    // Any JSON is taken: an event that does not fit its type would hang the orchestration.
    this.cancel = context.waitForExternalEvent(RunTask.CANCEL_EVENT, JsonNode.class);
    this.deadline = context.createTimer(Duration.ofSeconds(timeoutSeconds));
  }

  /** Awaits the task; returns the ending where an interruption comes first, else null. */
  @Nullable Ending during(Task<?> task) {
    try {
      context.anyOf(List.of(task, cancel, deadline)).await();
    } catch (TaskFailedException e) {
      // The SDK fails the whole of them with the task; whoever awaits the task itself is told too.
    }
    if (task.isDone()) {
      return null;
    }
    return cancel.isDone()
        ? Ending.withoutRun(TaskState.CANCELLED, cancelled(cancel.await()))
        : Ending.withoutRun(TaskState.TIMED_OUT, timedOut());
  }

  private static Reason cancelled(@Nullable JsonNode data) {
    String why = "";
    if (data != null && data.isTextual()) {
      why = data.textValue();
    } else if (data != null && data.path("reason").isTextual()) {
      why = data.path("reason").textValue();
    }
    return new Reason(
        "Cancelled",
        null,
        why.isBlank() ? "The task was cancelled." : "The task was cancelled: " + why,
        "Submit the task again if it still is to run.");
  }

  private Reason timedOut() {
    return new Reason(
        "TimedOut",
        null,
        "The task did not end within its " + timeoutSeconds + " s.",
        "Give it more time with timeoutSeconds.");
  }
}
