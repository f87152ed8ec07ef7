package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import dev.estiba.orchestration.RunTaskInput;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Json;
import dev.estiba.task.Reason;
import dev.estiba.task.TaskResult;
import dev.estiba.task.TaskStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task as {@code GET /api/tasks/{id}} shows it.
 *
 * @param state the result's state once the task has ended; before, its phase; or Pending,
 *     Suspended, Terminated or Failed of the orchestration itself
 * @param since when that state began
 * @param reason why it waits or did not succeed
 * @param result once the task has ended
 */
public record TaskView(
    String id,
    String state,
    Instant since,
    Instant submittedAt,
    boolean ended,
    @Nullable Reason reason,
    @Nullable TaskStatus status,
    @Nullable TaskResult result,
    ContainerTask task) {

  static TaskView of(OrchestrationMetadata instance) {
    TaskResult result = result(instance).orElse(null);
    TaskStatus status = status(instance).orElse(null);
    return new TaskView(
        instance.getInstanceId(),
        state(instance, status, result),
        status == null || instance.isCompleted() ? instance.getLastUpdatedAt() : status.since(),
        instance.getCreatedAt(),
        instance.isCompleted(),
        reason(instance, status, result),
        instance.isCompleted() ? null : status,
        result,
        Json.read(instance.getSerializedInput(), RunTaskInput.class).task());
  }

  static Optional<TaskStatus> status(OrchestrationMetadata instance) {
    JsonNode status = instance.readCustomStatusAs(JsonNode.class);
    return status == null || !status.isObject()
        ? Optional.empty()
        : Optional.of(Json.fromTree(status, TaskStatus.class));
  }

  static Optional<TaskResult> result(OrchestrationMetadata instance) {
    return instance.getRuntimeStatus() == OrchestrationRuntimeStatus.COMPLETED
        ? Optional.of(Json.read(instance.getSerializedOutput(), TaskResult.class))
        : Optional.empty();
  }

  private static String state(
      OrchestrationMetadata instance, @Nullable TaskStatus status, @Nullable TaskResult result) {
    if (result != null) {
      return result.state().displayName();
    }
    return switch (instance.getRuntimeStatus()) {
      case PENDING -> "Pending";
      case SUSPENDED -> "Suspended";
      case TERMINATED -> "Terminated";
      case FAILED -> "Failed";
      default -> status == null ? "Pending" : status.phase().displayName();
    };
  }

  private static @Nullable Reason reason(
      OrchestrationMetadata instance, @Nullable TaskStatus status, @Nullable TaskResult result) {
    if (result != null) {
      return result.reason();
    }
    if (instance.getFailureDetails() != null) {
      return new Reason(
          "InternalError",
          null,
          instance.getFailureDetails().getErrorMessage(),
          "This is a defect of Estiba; please report it. Its container group is deleted within"
              + " minutes.");
    }
    return status == null ? null : status.reason();
  }
}
