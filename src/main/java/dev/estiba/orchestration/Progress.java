package dev.estiba.orchestration;

import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.TaskRef;
import dev.estiba.document.Json;
import dev.estiba.task.Reason;
import dev.estiba.task.TaskPhase;
import dev.estiba.task.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells through the custom status what a task is doing, since when, and what it waits for. */
final class Progress {

  /** Azure takes 16 KB of UTF-16 as a custom status; a page of a proxy may be longer. */
  private static final int MOST_TOLD = 2_000;

  private final TaskOrchestrationContext context;
  private final TaskRef ref;

  Progress(TaskOrchestrationContext context, TaskRef ref) {
    this.context = context;
    this.ref = ref;
  }

  void enter(TaskPhase phase) {
    enter(phase, context.getCurrentInstant(), null);
  }

  void enter(TaskPhase phase, Instant since, @Nullable Reason reason) {
    tell(phase, since, reason, null);
  }

  /**
   * @param estimatedStart null where nobody knows
   */
  void queue(Instant since, Reason reason, @Nullable Instant estimatedStart) {
    tell(TaskPhase.QUEUED, since, reason, estimatedStart);
  }

  private void tell(
      TaskPhase phase, Instant since, @Nullable Reason reason, @Nullable Instant estimatedStart) {
    context.setCustomStatus(
        Json.toTree(
            new TaskStatus(
                phase,
                since,
                ref.attempt(),
                ref.resourceGroup(),
                ref.containerGroup(),
                reason == null ? null : shortened(reason),
                estimatedStart)));
  }

  private static Reason shortened(Reason reason) {
    String message = reason.message();
    if (message.length() <= MOST_TOLD) {
      return reason;
    }
    int end = Character.isHighSurrogate(message.charAt(MOST_TOLD - 1)) ? MOST_TOLD - 1 : MOST_TOLD;
    return new Reason(
        reason.type(), reason.code(), message.substring(0, end) + "…", reason.remedy());
  }
}
