package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskScheduledEvent;
import org.jspecify.annotations.Nullable;

/** One scheduled activity; {@code input} is JSON or null, {@code taskId} unique in a generation. */
public record ActivityCall(String name, String instanceId, int taskId, @Nullable String input) {

  /** The activity that a TaskScheduled event records. */
  static ActivityCall of(String instanceId, HistoryEvent event) {
    TaskScheduledEvent scheduled = event.getTaskScheduled();
    return new ActivityCall(
        scheduled.getName(),
        instanceId,
        event.getEventId(),
        scheduled.hasInput() ? scheduled.getInput().getValue() : null);
  }
}
