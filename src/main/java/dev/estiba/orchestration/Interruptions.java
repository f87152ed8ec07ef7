package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.task.Reason;
import dev.estiba.task.TaskPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may end a task before its container does: a cancel event, or the end of its time. */
final class Interruptions {

  /** An instant that ends what goes on, and how. */
  record Limit(Instant at, Ending ending) {}

  private final TaskOrchestrationContext context;
  private final long timeoutSeconds;
  private final Instant deadline;
  private final Task<JsonNode> cancel;
  private final Map<Instant, Task<Void>> timers = new HashMap<>();

  Interruptions(TaskOrchestrationContext context, long timeoutSeconds, Instant submittedAt) {
    this.context = context;
    this.timeoutSeconds = timeoutSeconds;
    this.deadline = submittedAt.plusSeconds(timeoutSeconds);
    // Any JSON is taken: an event that does not fit its type would hang the orchestration.
    this.cancel = context.waitForExternalEvent(RunTask.CANCEL_EVENT, JsonNode.class);
    timer(deadline);
  }

  Instant deadline() {
    return deadline;
  }

  /**
   * Awaits the first of some tasks.
   *
   * @param phase what a time-out is then told of
   * @param limits of this phase
   * @return the ending where an interruption comes first, else null
   */
  @Nullable Ending during(List<Task<?>> tasks, TaskPhase phase, List<Limit> limits) {
    Limit next = soonest(phase, limits);
    Task<Void> timer = timer(next.at());
    List<Task<?>> all = new ArrayList<>(tasks);
    all.add(cancel);
    all.add(timer);
    try {
      context.anyOf(all).await();
    } catch (TaskFailedException e) {
      // The SDK fails the whole of them with the task; whoever awaits the task itself is told too.
    }
    if (tasks.stream().anyMatch(Task::isDone)) {
      return null;
    }
    return cancel.isDone() ? Cancellation.of(cancel.await()).ending() : next.ending();
  }

  /** The ending of a task that somebody cancelled, however long ago; null if nobody did. */
  @Nullable Ending cancelled() {
    return cancel.isDone() ? Cancellation.of(cancel.await()).ending() : null;
  }

  private Limit soonest(TaskPhase phase, List<Limit> limits) {
    Limit soonest = new Limit(deadline, timedOut(phase));
    for (Limit limit : limits) {
      soonest = limit.at().isBefore(soonest.at()) ? limit : soonest;
    }
    return soonest;
  }

  /** One for each instant: a timer that is not needed any more stays in the history. */
  private Task<Void> timer(Instant at) {
    return timers.computeIfAbsent(at, this::newTimer);
  }

  private Task<Void> newTimer(Instant at) {
    Duration wait = Duration.between(context.getCurrentInstant(), at);
    return context.createTimer(wait.isNegative() ? Duration.ZERO : wait);
  }

  private Ending timedOut(TaskPhase phase) {
    return Ending.timedOut(
        phase,
        new Reason(
            "TimedOut",
            null,
            "The task did not end within its "
                + timeoutSeconds
                + " s; it was "
                + phase.displayName()
                + ".",
            "Give it more time with timeoutSeconds."));
  }
}
