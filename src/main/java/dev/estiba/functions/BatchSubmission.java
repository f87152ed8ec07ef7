package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.batch.Batch;
import dev.estiba.document.Json;
import dev.estiba.orchestration.RunBatch;
import dev.estiba.orchestration.RunBatchInput;
import dev.estiba.secret.DocumentSealing;
import java.util.List;
import java.util.Optional;

/**
 * A request for a batch.
 *
 * @param secrets JSON Pointers of the literal secrets in its template
 */
record BatchSubmission(Batch batch, List<String> secrets, JsonNode document, Services services)
    implements Submission {

  @Override
  public String orchestrator() {
    return RunBatch.NAME;
  }

  @Override
  public Optional<Object> estimate() {
    return Optional.of(BatchEstimate.of(batch, services.settings()));
  }

  @Override
  public boolean hasLiteralSecrets() {
    return !secrets.isEmpty();
  }

  /** A secret stands in the batch's JSON where it stands in the document. */
  @Override
  public Sealed seal(String owner) {
    DocumentSealing sealing = services.secretSealer().seal(Json.toTree(batch), secrets, owner);
    if (sealing instanceof DocumentSealing.Refused refused) {
      return new Sealed.Refused(refused.problems());
    }
    if (sealing instanceof DocumentSealing.Failed failed) {
      return new Sealed.Unavailable(failed.why().reason());
    }
    Batch sealed = Json.fromTree(((DocumentSealing.Done) sealing).document(), Batch.class);
    return new Sealed.Ready(
        fingerprint ->
            new RunBatchInput(
                sealed, null, 1, services.settings().runDefaults(), owner, fingerprint));
  }
}
