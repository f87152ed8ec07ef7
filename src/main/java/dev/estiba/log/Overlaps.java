package dev.estiba.log;

import java.util.Arrays;
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
    this(kept, fetched, kept.lines().count());
  }

  private Overlaps(LogTail kept, Lines fetched, int keptEnd) {
    this.kept = kept;
    this.fetched = fetched;
    this.keptEnd = keptEnd;
    this.timed = fetched.haveTimes();
  }

  /**
   * The continuation, if there is a place. Equal lines at equal times may leave more than one: then
   * as much as may be kept already is taken for that, and a gap is told.
   */
  Optional<Continuation> find() {
    int place = -1;
    for (int end = fetched.count(); end > 0; end--) {
      if (endsAt(end)) {
        if (place >= 0) {
          return Optional.of(new Continuation(place < fetched.count(), new byte[0], place));
        }
        place = end;
      }
    }
    return place < 0 ? Optional.empty() : Optional.of(new Continuation(false, new byte[0], place));
  }

  /** Where the last kept line has grown since: it was kept when the container seemed to be over. */
  static Optional<Continuation> grown(LogTail kept, Lines fetched) {
    if (kept.endsWithGap()) {
      return Optional.empty();
    }
    Overlaps before = new Overlaps(kept, fetched, kept.last());
    for (int line = fetched.count() - 1; line >= 0; line--) {
      if (kept.lines().hasTime(kept.last())
          && kept.lines().begins(kept.last(), fetched, line)
          && (line == 0 || before.endsAt(line))) {
        return Optional.of(new Continuation(false, rest(kept, fetched, line), line + 1));
      }
    }
    return Optional.empty();
  }

  /** With the time of its line before it. */
  private static byte[] rest(LogTail kept, Lines fetched, int line) {
    int length = kept.lines().end(kept.last()) - 1 - kept.lines().start(kept.last());
    byte[] time = fetched.copy(fetched.start(line), fetched.textStart(line));
    byte[] rest = fetched.copy(fetched.start(line) + length, fetched.end(line));
    byte[] both = Arrays.copyOf(time, time.length + rest.length);
    System.arraycopy(rest, 0, both, time.length, rest.length);
    return both;
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
