package dev.estiba.event;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Up to where the blobs of a trigger were handed on. Its times are the storage's.
 *
 * @param newest when the newest of them was written
 * @param known identities of those that were written shortly before, or later, with their times:
 *     handed on, or there before the trigger was
 */
public record BlobMark(Instant newest, Map<String, Instant> known) {

  /** How far the clocks of a storage's servers may be apart, and listings behind. */
  private static final Duration OVERLAP = Duration.ofSeconds(30);

  public BlobMark {
    known = Map.copyOf(known);
  }

  /** From now on: what is there already is known. */
  public static BlobMark now(WatchedBlobs blobs, BlobPath path) throws IOException {
    Instant now = blobs.now(path);
    Map<String, Instant> there = new TreeMap<>();
    blobs
        .list(path, now.minus(OVERLAP))
        .forEach(blob -> there.put(blob.identity(), blob.lastModified()));
    return new BlobMark(now, there);
  }

  /** What was written before then is known, or was there before the trigger. */
  public Instant since() {
    return newest.minus(OVERLAP);
  }

  public boolean isNew(FoundBlob blob) {
    return !blob.lastModified().isBefore(since()) && !known.containsKey(blob.identity());
  }

  /**
   * Once some more were handed on, and all that were written before them.
   *
   * @param listed before they were listed: what was written since may not have been in the listing,
   *     even if later ones were
   */
  public BlobMark with(List<FoundBlob> handedOn, Instant listed) {
    Map<String, Instant> all = new TreeMap<>(known);
    handedOn.forEach(blob -> all.put(blob.identity(), blob.lastModified()));
    Instant latest = latest(handedOn, listed);
    Instant since = latest.minus(OVERLAP);
    all.values().removeIf(written -> written.isBefore(since));
    return new BlobMark(latest, all);
  }

  private Instant latest(List<FoundBlob> handedOn, Instant listed) {
    return handedOn.stream()
        .map(FoundBlob::lastModified)
        .map(written -> written.isAfter(listed) ? listed : written)
        .max(Comparator.naturalOrder())
        .filter(newest::isBefore)
        .orElse(newest);
  }
}
