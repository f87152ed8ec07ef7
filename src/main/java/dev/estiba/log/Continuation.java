package dev.estiba.log;

/**
 * What a fetch adds to what is kept. A fetch is the end of the log as it is now, and newer than all
 * that is kept: so it begins somewhere in what is kept, and overlaps with all that follows there,
 * or it begins after it, and then lines between the two may be missing.
 *
 * @param gap whether lines may be missing before
 * @param firstNew the first line that is not kept yet; the number of lines if there is none
 */
record Continuation(boolean gap, int firstNew) {

  static Continuation of(LogTail kept, Lines fetched, LogWindow window, boolean ended) {
    if (kept.isEmpty()) {
      int first = firstWhole(fetched, window, ended);
      return new Continuation(first > 0, first);
    }
    if (kept.isContinuedBy(fetched)) {
      return new Continuation(false, fetched.lineAt((int) kept.length()));
    }
    return new Overlaps(kept, fetched)
        .find()
        .or(() -> Overlaps.grown(kept, fetched))
        .orElseGet(() -> new Continuation(!kept.endsWithGap(), firstWhole(fetched, window, ended)));
  }

  /**
   * The first line that surely has its begin: the first of all unless Azure may have cut it; and in
   * a log with times, a line without one belongs to the line before.
   */
  private static int firstWhole(Lines fetched, LogWindow window, boolean ended) {
    int first = window.isFilledBy(fetched, ended) ? Math.min(1, fetched.count()) : 0;
    if (fetched.haveTimes()) {
      while (first < fetched.count() && !fetched.hasTime(first)) {
        first++;
      }
    }
    return first;
  }
}
