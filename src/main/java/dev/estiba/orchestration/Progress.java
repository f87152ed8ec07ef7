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
                reason,
                estimatedStart)));
  }
}
