package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.orchestration.RunTask;
import dev.estiba.secret.Sealing;
import dev.estiba.secret.SecretSealer;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Estimate;
import java.util.Optional;

/** A request for a task. */
record TaskSubmission(ContainerTask task, JsonNode document, Services services)
    implements Submission {

  @Override
  public String orchestrator() {
    return RunTask.NAME;
  }

  @Override
  public Optional<Object> estimate() {
    Settings settings = services.settings();
    return Optional.of(
        Estimate.of(
            task.placedIn(settings.resourceGroup(), settings.location()), settings.prices()));
  }

  @Override
  public boolean hasLiteralSecrets() {
    return SecretSealer.hasLiterals(task);
  }

  @Override
  public Sealed seal(String owner) {
    Sealing sealing = services.secretSealer().seal(task, owner);
    if (sealing instanceof Sealing.Refused refused) {
      return new Sealed.Refused(refused.problems());
    }
    if (sealing instanceof Sealing.Failed failed) {
      return new Sealed.Unavailable(failed.why().reason());
    }
    ContainerTask sealed = ((Sealing.Done) sealing).task();
    return new Sealed.Ready(
        fingerprint -> services.settings().runDefaults().input(sealed, owner, fingerprint));
  }
}
