package dev.estiba.log;

/**
 * What a fetch adds to what is kept. A fetch is the end of the log as it is now, and newer than all
 * that is kept: so it begins somewhere in what is kept, and overlaps with all that follows there,
 * or it begins after it, and then lines between the two may be missing.
 *
 * @param gap whether lines may be missing before
 * @param grown the rest of the last kept line, which was kept before it was whole, else empty
 * @param firstNew the first line that is not kept yet; the number of lines if there is none
 */
record Continuation(boolean gap, byte[] grown, int firstNew) {

  private static final byte[] NONE = {};

  static Continuation of(LogTail kept, Lines fetched, LogWindow window, boolean ended) {
    if (kept.isEmpty()) {
      boolean begins = isLine(fetched, 0) && !window.isFilledBy(fetched, ended);
      return begins ? new Continuation(false, NONE, 0) : afterGap(kept, fetched, window, ended);
    }
    if (kept.isContinuedBy(fetched)) {
      return new Continuation(false, NONE, fetched.lineAt((int) kept.length()));
    }
    return new Overlaps(kept, fetched)
        .find()
        .or(() -> Overlaps.grown(kept, fetched))
        .orElseGet(() -> afterGap(kept, fetched, window, ended));
  }

  /** What may be the rest of a line is none. */
  private static Continuation afterGap(
      LogTail kept, Lines fetched, LogWindow window, boolean ended) {
    boolean whole = isLine(fetched, 0) && !window.isFilledBy(fetched, ended);
    return new Continuation(!kept.endsWithGap(), NONE, whole ? 0 : Math.min(1, fetched.count()));
  }

  /** In a log with times, a line without one follows another one. */
  private static boolean isLine(Lines fetched, int line) {
    return fetched.isEmpty() || fetched.hasTime(line) || !fetched.haveTimes();
  }
}
