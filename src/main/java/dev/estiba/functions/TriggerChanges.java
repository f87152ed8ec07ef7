package dev.estiba.functions;

import dev.estiba.document.Document;
import dev.estiba.document.Problem;
import dev.estiba.event.BlobMark;
import dev.estiba.event.BlobPath;
import dev.estiba.event.ParsedTrigger;
import dev.estiba.event.TriggerReader;
import dev.estiba.event.TriggerRecord;
import dev.estiba.event.Triggers;
import dev.estiba.event.WatchedBlobs;
import dev.estiba.store.TaggedDocuments.Outcome;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts triggers, pauses them and has them go on. */
final class TriggerChanges {

  private final Services services;
  private final InstantSource clock;

  TriggerChanges(Services services, InstantSource clock) {
    this.services = services;
    this.clock = clock;
  }

  DefinitionChange<TriggerRecord> put(
      String name, Document.Tree document, Preconditions preconditions) throws IOException {
    ParsedTrigger parsed = TriggerReader.parse(document);
    if (parsed instanceof ParsedTrigger.Invalid invalid) {
      return new DefinitionChange.Invalid<>(invalid.problems());
    }
    ParsedTrigger.Valid valid = (ParsedTrigger.Valid) parsed;
    BlobPath blobs = valid.trigger().blobs();
    if (blobs != null && services.watchedBlobs().isEmpty()) {
      return new DefinitionChange.Invalid<>(document.withPlaces(List.of(noStorage())));
    }
    return DefinitionChange.sealed(
        services.secretSealer(),
        document,
        valid.literalSecrets(),
        Triggers.secretsOwner(name),
        definition ->
            services
                .triggers()
                .put(name, definition, mark(blobs), preconditions::hold, clock.instant()));
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

  Outcome<TriggerRecord> pause(String name, Preconditions preconditions) throws IOException {
    return services.triggers().enable(name, false, null, preconditions::hold, clock.instant());
  }

  /** What happened in the pause is over. */
  Outcome<TriggerRecord> resume(String name, Preconditions preconditions) throws IOException {
    Optional<TriggerRecord> trigger = services.triggers().read(name);
    BlobPath path = trigger.map(found -> found.trigger().blobs()).orElse(null);
    return services.triggers().enable(name, true, mark(path), preconditions::hold, clock.instant());
  }
}
