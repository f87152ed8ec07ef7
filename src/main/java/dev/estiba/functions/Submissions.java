package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.OrchestrationMetadata;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import dev.estiba.secret.Resolved;
import dev.estiba.secret.SecretSealer;
import dev.estiba.task.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts what is asked for, once for each Idempotency-Key. */
final class Submissions {

  /** What became of a request. */
  sealed interface Outcome {

    /** It runs, or has run. */
    record Started(String instanceId) implements Outcome {}

    /** It is not started, for a reason that people are told. */
    sealed interface NotStarted extends Outcome {

      HttpResponseMessage answer(HttpRequestMessage<?> request);
    }

    record Invalid(List<Problem> problems) implements NotStarted {

      @Override
      public HttpResponseMessage answer(HttpRequestMessage<?> request) {
        return Requests.invalid(request, problems);
      }
    }

    /** The key that seals secrets cannot be read now. */
    record Unavailable(Reason reason) implements NotStarted {

      @Override
      public HttpResponseMessage answer(HttpRequestMessage<?> request) {
        return Problems.answer(
            request,
            HttpStatus.SERVICE_UNAVAILABLE,
            "Secrets cannot be sealed now",
            reason.message() + " " + reason.remedy());
      }
    }

    /** The same Idempotency-Key came with another request before. */
    record OtherRequest(String instanceId) implements NotStarted {

      @Override
      public HttpResponseMessage answer(HttpRequestMessage<?> request) {
        return Problems.answer(
            request,
            HttpStatus.CONFLICT,
            "Idempotency-Key used before",
            "The same Idempotency-Key came with another request before, which started "
                + instanceId
                + ". Use another key for another request.");
      }
    }
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
   * Starts an orchestration, or finds the one that the same request started before.
   *
   * @param idempotencyKey blank for none
   */
  Outcome submit(Submission submission, String idempotencyKey) {
    String instanceId =
        idempotencyKey.isBlank() ? Instances.newId() : Instances.idOf(settings, idempotencyKey);
    Submission.Sealed sealed = submission.seal(instanceId);
    if (sealed instanceof Submission.Sealed.Refused refused) {
      return new Outcome.Invalid(refused.problems());
    }
    if (sealed instanceof Submission.Sealed.Unavailable unavailable) {
      return new Outcome.Unavailable(unavailable.reason());
    }
    Submission.Input input = ((Submission.Sealed.Ready) sealed).input();
    if (idempotencyKey.isBlank()) {
      Instances.start(client, submission.orchestrator(), instanceId, input.with(null));
      return new Outcome.Started(instanceId);
    }
    Resolved fingerprint =
        sealer.fingerprint(submission.document(), submission.hasLiteralSecrets());
    return fingerprint instanceof Resolved.Failed failed
        ? new Outcome.Unavailable(failed.reason())
        : submitOnce(submission, instanceId, input.with(((Resolved.Ok) fingerprint).text()));
  }

  private Outcome submitOnce(Submission submission, String instanceId, Object input) {
    if (Instances.find(client, instanceId).isEmpty()
        && Instances.start(client, submission.orchestrator(), instanceId, input)) {
      return new Outcome.Started(instanceId);
    }
    OrchestrationMetadata before = Instances.find(client, instanceId).orElse(null);
    return before == null || isSame(before, submission)
        ? new Outcome.Started(instanceId)
        : new Outcome.OtherRequest(instanceId);
  }

  private boolean isSame(OrchestrationMetadata before, Submission submission) {
    String fingerprint = fingerprintOf(before);
    return before.getName().equals(submission.orchestrator())
        && (fingerprint == null || !sealer.differs(fingerprint, submission.document()));
  }

  private static @Nullable String fingerprintOf(OrchestrationMetadata instance) {
    return Json.read(instance.getSerializedInput(), JsonNode.class).path("fingerprint").textValue();
  }
}
