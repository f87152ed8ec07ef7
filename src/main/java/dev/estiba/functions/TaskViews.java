package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import dev.estiba.document.Json;
import dev.estiba.orchestration.Journey;
import dev.estiba.orchestration.RunTaskInput;
import dev.estiba.task.Reason;
import dev.estiba.task.TaskResult;
import dev.estiba.task.TaskStatus;
import dev.estiba.task.TaskView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells from an orchestration instance what its task is doing. */
final class TaskViews {

  private TaskViews() {}

  static TaskView view(OrchestrationMetadata instance, DurableTaskClient client) {
    TaskView view = view(instance);
    RunTaskInput input = Json.read(instance.getSerializedInput(), RunTaskInput.class);
    return view.with(Notifications.of(client, instance, input.task().onCompletion(), view.state()));
  }

  /** Without who is told of its end. */
  static TaskView view(OrchestrationMetadata instance) {
    TaskResult result = result(instance).orElse(null);
    TaskStatus status = status(instance).orElse(null);
    RunTaskInput input = Json.read(instance.getSerializedInput(), RunTaskInput.class);
    Journey journey = input.journey();
    return new TaskView(
        instance.getInstanceId(),
        state(instance, status, result),
        status == null || instance.isCompleted() ? instance.getLastUpdatedAt() : status.since(),
        journey == null ? instance.getCreatedAt() : journey.submittedAt(),
        instance.isCompleted(),
        reason(instance, status, result),
        instance.isCompleted() ? null : status,
        result == null && journey != null ? journey.attempts() : List.of(),
        result,
        input.task().withoutSecrets(),
        List.of());
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
    if (instance.getRuntimeStatus() == OrchestrationRuntimeStatus.FAILED) {
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
