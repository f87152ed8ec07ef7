package dev.estiba.functions;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.NewOrchestrationInstanceOptions;
import com.microsoft.durabletask.OrchestrationMetadata;
import dev.estiba.document.Json;
import dev.estiba.orchestration.RunTask;
import dev.estiba.orchestration.RunTaskInput;
import dev.estiba.task.ContainerTask;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The orchestration instances of tasks. */
final class Instances {

  private Instances() {}

  static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** The same for all requests with the same key. */
  static String idOf(Settings settings, String idempotencyKey) {
    // With the installation's name: another one in the same resource group has its own tasks.
    return UUID.nameUUIDFromBytes(
            (settings.app() + "/" + idempotencyKey).getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }

  /** The instance, if it is a task's. */
  static Optional<OrchestrationMetadata> find(DurableTaskClient client, String instanceId) {
    OrchestrationMetadata metadata = client.getInstanceMetadata(instanceId, true);
    return metadata != null && metadata.isInstanceFound() && RunTask.NAME.equals(metadata.getName())
        ? Optional.of(metadata)
        : Optional.empty();
  }

  /**
   * Starts a task.
   *
   * @param task with its place filled in, and no literal secret
   * @param fingerprint of the request, if it may come again
   * @return false if there is an instance of that id
   */
  static boolean start(
      DurableTaskClient client,
      Settings settings,
      ContainerTask task,
      String instanceId,
      @Nullable String fingerprint) {
    RunTaskInput input =
        new RunTaskInput(
            task,
            settings.watchInterval().toMillis(),
            settings.longestWatchInterval().toMillis(),
            Candidates.of(task, settings.prices()),
            instanceId,
            fingerprint,
            null);
    try {
      client.scheduleNewOrchestrationInstance(
          RunTask.NAME,
          new NewOrchestrationInstanceOptions()
              .setInstanceId(instanceId)
              .setInput(Json.toTree(input)));
      return true;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.ALREADY_EXISTS) {
        return false;
      }
      throw e;
    }
  }
}
