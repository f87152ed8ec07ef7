package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import org.jspecify.annotations.Nullable;

/** How an activity ended. */
sealed interface ActivityOutcome {

  /** With a result, as JSON or null. */
  record Returned(@Nullable String result) implements ActivityOutcome {
    @Override
    public HistoryEvent toEvent(long time, int taskId) {
      return Events.taskCompleted(time, taskId, result);
    }
  }

  /** With an exception. */
  record Threw(TaskFailureDetails failure) implements ActivityOutcome {
    @Override
    public HistoryEvent toEvent(long time, int taskId) {
      return Events.taskFailed(time, taskId, failure);
    }
  }

  HistoryEvent toEvent(long time, int taskId);
}
