package dev.estiba.log;

import java.util.Optional;

/**
 * Looks for the places where a fetch may overlap with what is kept: all lines that both have there
 * must be equal. The first line of a fetch may have lost its begin.
 */
final class Overlaps {

  private final LogTail kept;
  private final Lines fetched;

  /** One past the last kept line that counts. */
  private final int keptEnd;

  private final boolean timed;

  Overlaps(LogTail kept, Lines fetched) {
    this(kept, fetched, kept.end());
  }

  private Overlaps(LogTail kept, Lines fetched, int keptEnd) {
    this.kept = kept;
    this.fetched = fetched;
    this.keptEnd = keptEnd;
    this.timed = fetched.haveTimes();
  }

  /**
   * The continuation, if there is a place. Equal lines at equal times may leave more than one, and
   * where only one of several lines is in both it may be such a line too: then as much as may be
   * kept already is taken for that, and a gap is told.
   */
  Optional<Continuation> find() {
    int last = lastPlaceUpTo(fetched.count());
    if (last == 0) {
      return Optional.empty();
    }
    boolean more = last > 1 || kept.count() == 1;
    boolean sure = more && lastPlaceUpTo(last - 1) == 0;
    boolean gap = !sure && last < fetched.count() && !kept.endsWithGap();
    return Optional.of(new Continuation(gap, last));
  }

  /** The last line of the fetch before which what both have may end; 0 for none. */
  private int lastPlaceUpTo(int line) {
    int place = line;
    while (place > 0 && !endsAt(place)) {
      place--;
    }
    return place;
  }

  /**
   * Where the last kept line has grown since: it was kept when the container seemed to be over. Its
   * rest is a gap.
   */
  static Optional<Continuation> grown(LogTail kept, Lines fetched) {
    if (kept.count() == 0 || !kept.lines().hasTime(kept.last())) {
      return Optional.empty();
    }
    Overlaps before = new Overlaps(kept, fetched, kept.last());
    for (int line = fetched.count() - 1; line >= 0; line--) {
      if (kept.lines().begins(kept.last(), fetched, line) && (line == 0 || before.endsAt(line))) {
        return Optional.of(new Continuation(!kept.endsWithGap(), line + 1));
      }
    }
    return Optional.empty();
  }

  /** Whether what both have ends just before a line of the fetch. */
  private boolean endsAt(int end) {
    int keptCount = keptEnd - kept.first();
    int most = Math.min(end, keptCount);
    int common = 0;
    boolean certain = !timed;
    while (common < most && fetched.equal(end - 1 - common, kept.lines(), keptEnd - 1 - common)) {
      certain |= fetched.hasTime(end - 1 - common);
      common++;
    }
    if (common == 0 || !certain) {
      return false;
    }
    return common == most
        || common == end - 1 && fetched.ends(0, kept.lines(), keptEnd - 1 - common);
  }
}
