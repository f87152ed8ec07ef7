package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.CancelInstances;
import dev.estiba.pipeline.StepState;
import dev.estiba.task.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a pipeline is to stop before its end, and what has been done about it: what it runs is
 * cancelled until it has ended. Once is not enough: a child that has not begun yet misses the
 * event.
 */
final class PipelineStop {

  private static final String REMEDY =
      "Run what has not succeeded with POST /api/pipelines/{id}/retry.";

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(300);

  /** With the pauses between them, some hours: what does not end until then is waited for. */
  private static final int MOST_TIMES = 40;

  /**
   * Why it is to stop.
   *
   * @param state Cancelled or TimedOut
   * @param by who cancelled it; null for nobody in particular
   */
  record Why(StepState state, Reason reason, @Nullable String by) {}

  private final TaskOrchestrationContext context;
  private final long timeoutSeconds;
  private final Task<Void> deadline;
  private Task<JsonNode> cancel;
  private @Nullable Why why;
  private boolean forced;
  private @Nullable Task<Void> pauseEnd;
  private Duration pause = FIRST_PAUSE;
  private int times;

  PipelineStop(TaskOrchestrationContext context, long timeoutSeconds) {
    this.context = context;
    this.timeoutSeconds = timeoutSeconds;
    this.deadline = context.createTimer(Duration.ofSeconds(timeoutSeconds));
    this.cancel = awaitCancel();
  }

  private Task<JsonNode> awaitCancel() {
    // Any JSON is taken: an event that does not fit its type would hang the orchestration.
    return context.waitForExternalEvent(RunPipeline.CANCEL_EVENT, JsonNode.class);
  }

  /** One of them is done when there is something new to do. */
  List<Task<?>> awaited() {
    List<Task<?>> tasks = new ArrayList<>();
    tasks.add(cancel);
    if (why == null) {
      tasks.add(deadline);
    }
    if (pauseEnd != null) {
      tasks.add(pauseEnd);
    }
    return tasks;
  }

  /** Takes what has come since it was asked last. */
  void look() {
    while (cancel.isDone()) {
      JsonNode data = cancel.await();
      if (why == null) {
        Cancellation cancellation = Cancellation.of(data);
        why =
            new Why(
                StepState.CANCELLED,
                cancellation.reason("pipeline", REMEDY),
                cancellation.byOrNull());
      }
      if (data != null && data.path("force").asBoolean() && !forced) {
        forced = true;
        times = 0;
        pause = FIRST_PAUSE;
        pauseEnd = null;
      }
      cancel = awaitCancel();
    }
    if (why == null && deadline.isDone()) {
      why = new Why(StepState.TIMED_OUT, timedOut(), null);
    }
  }

  private Reason timedOut() {
    return new Reason(
        "TimedOut",
        null,
        "The pipeline did not end within its " + timeoutSeconds + " s.",
        "Give it more time with timeoutSeconds. " + REMEDY);
  }

  /** Null while it goes on. */
  @Nullable Why why() {
    return why;
  }

  /** Whether steps that run in any case are to end, too. */
  boolean isForced() {
    return forced;
  }

  /** Cancels what still runs, unless that was done a moment ago. */
  void cancel(Why stop, List<String> instanceIds) {
    if (instanceIds.isEmpty() || times >= MOST_TIMES) {
      pauseEnd = null;
      return;
    }
    if (pauseEnd != null && !pauseEnd.isDone()) {
      return;
    }
    String by = stop.by();
    try {
      Activities.start(
              context,
              CancelInstances.NAME,
              new CancelInstances.Input(
                  instanceIds, stop.reason().message(), by == null ? "" : by, forced))
          .await();
    } catch (TaskFailedException e) {
      // The next time is soon.
    }
    times++;
    pauseEnd = context.createTimer(pause);
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }
}
