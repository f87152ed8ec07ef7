package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Document;
import dev.estiba.document.Problem;
import dev.estiba.event.BlobMark;
import dev.estiba.event.BlobPath;
import dev.estiba.event.ParsedTrigger;
import dev.estiba.event.Trigger;
import dev.estiba.event.TriggerReader;
import dev.estiba.event.TriggerRecord;
import dev.estiba.event.Triggers;
import dev.estiba.event.WatchedBlobs;
import dev.estiba.secret.DocumentSealing;
import dev.estiba.task.Reason;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts triggers, pauses them and has them go on. */
final class TriggerChanges {

  /** What became of a change. */
  sealed interface Change {

    record Asked(Triggers.Outcome outcome) implements Change {}

    record Invalid(List<Problem> problems) implements Change {}

    /** The key that seals secrets cannot be read now. */
    record Unavailable(Reason reason) implements Change {}
  }

  private final Services services;
  private final InstantSource clock;

  TriggerChanges(Services services, InstantSource clock) {
    this.services = services;
    this.clock = clock;
  }

  Change put(String name, Document.Tree document, Preconditions preconditions) throws IOException {
    ParsedTrigger parsed = TriggerReader.parse(document);
    if (parsed instanceof ParsedTrigger.Invalid invalid) {
      return new Change.Invalid(invalid.problems());
    }
    ParsedTrigger.Valid valid = (ParsedTrigger.Valid) parsed;
    Trigger trigger = valid.trigger();
    if (trigger.blobs() != null && services.watchedBlobs().isEmpty()) {
      return new Change.Invalid(document.withPlaces(List.of(noStorage())));
    }
    DocumentSealing sealing =
        services
            .secretSealer()
            .seal(document.tree(), valid.literalSecrets(), Triggers.secretsOwner(name));
    if (sealing instanceof DocumentSealing.Refused refused) {
      return new Change.Invalid(document.withPlaces(refused.problems()));
    }
    if (sealing instanceof DocumentSealing.Failed failed) {
      return new Change.Unavailable(failed.why().reason());
    }
    JsonNode sealed = ((DocumentSealing.Done) sealing).document();
    return new Change.Asked(
        services
            .triggers()
            .put(name, sealed, mark(trigger.blobs()), preconditions::hold, clock.instant()));
  }

  private static Problem noStorage() {
    return new Problem(
        "/blobs",
        "cannot be watched: this installation has no storage account. Set the app setting"
            + " AzureWebJobsStorage to a connection string, or AzureWebJobsStorage__accountName");
  }

  /** What was there before is not new. */
  private @Nullable BlobMark mark(@Nullable BlobPath path) throws IOException {
    Optional<WatchedBlobs> blobs = services.watchedBlobs();
    return path == null || blobs.isEmpty() ? null : BlobMark.now(blobs.get(), path);
  }

  Triggers.Outcome pause(String name, Preconditions preconditions) throws IOException {
    return services.triggers().enable(name, false, null, preconditions::hold, clock.instant());
  }

  /** What happened in the pause is over. */
  Triggers.Outcome resume(String name, Preconditions preconditions) throws IOException {
    Optional<TriggerRecord> trigger = services.triggers().read(name);
    BlobPath path = trigger.map(found -> found.trigger().blobs()).orElse(null);
    return services.triggers().enable(name, true, mark(path), preconditions::hold, clock.instant());
  }
}
