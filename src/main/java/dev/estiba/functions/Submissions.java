package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.OrchestrationMetadata;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import dev.estiba.orchestration.RunTaskInput;
import dev.estiba.secret.Resolved;
import dev.estiba.secret.Sealing;
import dev.estiba.secret.SecretSealer;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Estimate;
import dev.estiba.task.Reason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts the tasks that are asked for, once for each Idempotency-Key. */
final class Submissions {

  /** What became of a request. */
  sealed interface Outcome {

    /**
     * The task runs, or has run.
     *
     * @param estimate what it will cost
     */
    record Started(String instanceId, Estimate estimate) implements Outcome {}

    record Invalid(List<Problem> problems) implements Outcome {}

    /** The key that seals secrets cannot be read now. */
    record Unavailable(Reason reason) implements Outcome {}

    /** The same Idempotency-Key came with another request before. */
    record OtherRequest(String instanceId) implements Outcome {}
  }

  private final DurableTaskClient client;
  private final Settings settings;
  private final SecretSealer sealer;

  Submissions(DurableTaskClient client, Services services) {
    this.client = client;
    this.settings = services.settings();
    this.sealer = services.secretSealer();
  }

  /**
   * Starts a task, or finds the one that the same request started before.
   *
   * @param document that the task was read from
   * @param idempotencyKey blank for none
   */
  Outcome submit(ContainerTask task, JsonNode document, String idempotencyKey) {
    ContainerTask placed = task.placedIn(settings.resourceGroup(), settings.location());
    String instanceId =
        idempotencyKey.isBlank() ? Instances.newId() : Instances.idOf(settings, idempotencyKey);
    Sealing sealing = sealer.seal(placed, instanceId);
    if (sealing instanceof Sealing.Refused refused) {
      return new Outcome.Invalid(refused.problems());
    }
    if (sealing instanceof Sealing.Failed failed) {
      return new Outcome.Unavailable(failed.why().reason());
    }
    ContainerTask sealed = ((Sealing.Done) sealing).task();
    if (idempotencyKey.isBlank()) {
      Instances.start(client, settings, sealed, instanceId, null);
      return started(instanceId, sealed);
    }
    Resolved fingerprint = sealer.fingerprint(document, SecretSealer.hasLiterals(task));
    return fingerprint instanceof Resolved.Failed failed
        ? new Outcome.Unavailable(failed.reason())
        : submitOnce(sealed, document, instanceId, ((Resolved.Ok) fingerprint).text());
  }

  private Outcome submitOnce(
      ContainerTask sealed, JsonNode document, String instanceId, String fingerprint) {
    Optional<OrchestrationMetadata> existing = Instances.find(client, instanceId);
    if (existing.isEmpty() && Instances.start(client, settings, sealed, instanceId, fingerprint)) {
      return started(instanceId, sealed);
    }
    String before = fingerprintOf(existing.or(() -> Instances.find(client, instanceId)));
    return before != null && sealer.differs(before, document)
        ? new Outcome.OtherRequest(instanceId)
        : started(instanceId, sealed);
  }

  private Outcome started(String instanceId, ContainerTask task) {
    return new Outcome.Started(instanceId, Estimate.of(task, settings.prices()));
  }

  private static @Nullable String fingerprintOf(Optional<OrchestrationMetadata> instance) {
    return instance
        .map(found -> Json.read(found.getSerializedInput(), RunTaskInput.class).fingerprint())
        .orElse(null);
  }
}
