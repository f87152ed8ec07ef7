package dev.estiba.functions;

import dev.estiba.event.BlobMark;
import dev.estiba.event.BlobPath;
import dev.estiba.event.Event;
import dev.estiba.event.FoundBlob;
import dev.estiba.event.Trigger;
import dev.estiba.event.TriggerRecord;
import dev.estiba.event.TriggerRun;
import dev.estiba.event.Triggers;
import dev.estiba.event.WatchedBlobs;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for blobs that are new or were overwritten, and hands each on to its trigger. Any number of
 * hosts may do so at the same time, and die at any point: what is handed on twice starts once, and
 * the mark moves only on to what was handed on.
 */
final class BlobScan {

  /** After so many the mark is written: what a crash has done again, and what fits a change. */
  private static final int TOGETHER = 200;

  private final Triggers triggers;
  private final WatchedBlobs blobs;
  private final TriggerStart start;

  BlobScan(Triggers triggers, WatchedBlobs blobs, TriggerStart start) {
    this.triggers = triggers;
    this.blobs = blobs;
    this.start = start;
  }

  /**
   * Looks once for all triggers; one whose blobs cannot be listed holds up no other.
   *
   * @throws IOException the first failure, once all were looked at
   */
  void run() throws IOException {
    IOException failure = null;
    for (Map.Entry<String, Trigger> entry : triggers.enabled().entrySet()) {
      try {
        run(entry.getKey(), entry.getValue());
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void run(String name, Trigger trigger) throws IOException {
    BlobPath path = trigger.blobs();
    BlobMark mark = path == null ? null : triggers.read(name).map(TriggerRecord::mark).orElse(null);
    if (mark == null || path == null) {
      return;
    }
    Instant listed = blobs.now(path);
    List<FoundBlob> found =
        blobs.list(path, mark.since()).stream()
            .filter(mark::isNew)
            .sorted(Comparator.comparing(FoundBlob::lastModified))
            .toList();
    for (int from = 0; from < found.size(); from += TOGETHER) {
      List<FoundBlob> some = found.subList(from, Math.min(from + TOGETHER, found.size()));
      triggers.note(name, path, some, listed, handOn(name, trigger, some));
    }
  }

  private List<TriggerRun> handOn(String name, Trigger trigger, List<FoundBlob> some) {
    List<Event> events = some.stream().map(FoundBlob::event).filter(trigger::isFor).toList();
    return Concurrently.map(events, event -> start.run(name, trigger, event)).stream()
        .map(TriggerStart.Outcome::toNote)
        .flatMap(Optional::stream)
        .toList();
  }
}
