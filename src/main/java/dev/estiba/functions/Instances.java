package dev.estiba.functions;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.NewOrchestrationInstanceOptions;
import com.microsoft.durabletask.OrchestrationMetadata;
import dev.estiba.orchestration.RunTask;
import dev.estiba.orchestration.RunTaskInput;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Json;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** The orchestration instances of tasks. */
final class Instances {

  private Instances() {}

  /** Starts the task and returns its instance id. */
  static String start(DurableTaskClient client, Settings settings, ContainerTask task) {
    return start(client, settings, task, UUID.randomUUID().toString().replace("-", ""));
  }

  /** As {@link #start}; requests with the same key start one task, whenever they come. */
  static String startOnce(
      DurableTaskClient client, Settings settings, ContainerTask task, String idempotencyKey) {
    String instanceId =
        // With the installation's name: another one in the same resource group has its own tasks.
        UUID.nameUUIDFromBytes(
                (settings.app() + "/" + idempotencyKey).getBytes(StandardCharsets.UTF_8))
            .toString()
            .replace("-", "");
    if (find(client, instanceId).isPresent()) {
      return instanceId;
    }
    try {
      return start(client, settings, task, instanceId);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.ALREADY_EXISTS) {
        return instanceId;
      }
      throw e;
    }
  }

  /** The instance, if it is a task's. */
  static Optional<OrchestrationMetadata> find(DurableTaskClient client, String instanceId) {
    OrchestrationMetadata metadata = client.getInstanceMetadata(instanceId, true);
    return metadata != null && metadata.isInstanceFound() && RunTask.NAME.equals(metadata.getName())
        ? Optional.of(metadata)
        : Optional.empty();
  }

  private static String start(
      DurableTaskClient client, Settings settings, ContainerTask task, String instanceId) {
    RunTaskInput input =
        new RunTaskInput(
            task.placedIn(settings.resourceGroup(), settings.location()),
            settings.watchInterval().toMillis(),
            settings.longestWatchInterval().toMillis(),
            Candidates.of(
                task.placedIn(settings.resourceGroup(), settings.location()), settings.prices()),
            null,
            null);
    return client.scheduleNewOrchestrationInstance(
        RunTask.NAME,
        new NewOrchestrationInstanceOptions()
            .setInstanceId(instanceId)
            .setInput(Json.toTree(input)));
  }
}
