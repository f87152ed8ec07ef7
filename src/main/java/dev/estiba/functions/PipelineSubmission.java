package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.orchestration.RunPipeline;
import dev.estiba.orchestration.RunPipelineInput;
import dev.estiba.pipeline.Pipeline;
import dev.estiba.pipeline.PipelineParser;
import dev.estiba.secret.DocumentSealing;
import java.util.List;
import java.util.Optional;

/**
 * A request for a pipeline.
 *
 * @param secrets JSON Pointers of the literal secrets in it
 */
record PipelineSubmission(List<String> secrets, JsonNode document, Services services)
    implements Submission {

  @Override
  public String orchestrator() {
    return RunPipeline.NAME;
  }

  @Override
  public Optional<Object> estimate() {
    return Optional.empty();
  }

  @Override
  public boolean hasLiteralSecrets() {
    return !secrets.isEmpty();
  }

  @Override
  public Sealed seal(String owner) {
    DocumentSealing sealing = services.secretSealer().seal(document, secrets, owner);
    if (sealing instanceof DocumentSealing.Refused refused) {
      return new Sealed.Refused(refused.problems());
    }
    if (sealing instanceof DocumentSealing.Failed failed) {
      return new Sealed.Unavailable(failed.why().reason());
    }
    Pipeline pipeline = PipelineParser.readSealed(((DocumentSealing.Done) sealing).document());
    return new Sealed.Ready(
        fingerprint ->
            RunPipelineInput.first(
                pipeline, services.settings().runDefaults(), owner, fingerprint));
  }
}
