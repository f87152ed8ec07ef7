package dev.estiba.functions;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.NewOrchestrationInstanceOptions;
import com.microsoft.durabletask.OrchestrationMetadata;
import dev.estiba.document.Json;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

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

  static Optional<OrchestrationMetadata> find(DurableTaskClient client, String instanceId) {
    OrchestrationMetadata metadata = client.getInstanceMetadata(instanceId, true);
    return metadata != null && metadata.isInstanceFound()
        ? Optional.of(metadata)
        : Optional.empty();
  }

  /** The instance, if it is of that orchestration. */
  static Optional<OrchestrationMetadata> find(
      DurableTaskClient client, String instanceId, String orchestrator) {
    return find(client, instanceId).filter(found -> orchestrator.equals(found.getName()));
  }

  /**
   * Starts an orchestration.
   *
   * @return false if there is an instance of that id
   */
  static boolean start(
      DurableTaskClient client, String orchestrator, String instanceId, Object input) {
    try {
      client.scheduleNewOrchestrationInstance(
          orchestrator,
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
