package dev.estiba.log;

import java.util.Set;

/**
 * How much of a log Azure keeps: the newest part. A first fetch that is as large as that may lack
 * what came before; there is no other way to tell.
 *
 * @param runningBytes of a container that runs: sizes that may be meant
 * @param endedBytes of one that has ended
 * @param endedLines of one that has ended; {@link Integer#MAX_VALUE} for no such limit
 */
public record LogWindow(Set<Integer> runningBytes, Set<Integer> endedBytes, int endedLines) {

  private static final int MEGABYTE = 1024 * 1024;

  private static final int SLACK_PART = 16;

  /**
   * As documented for Container Instances: 4 MB, and 16 KB or 1,000 lines. Whether in powers of two
   * is not.
   */
  public static final LogWindow AZURE =
      new LogWindow(Set.of(4_000_000, 4 * MEGABYTE), Set.of(16_000, 16 * 1024), 1000);

  /** Of the local Azure, which can be told to keep as little of an ended one as Azure does. */
  public static final LogWindow LOCAL_AZURE =
      new LogWindow(Set.of(16 * MEGABYTE), Set.of(16_000, 16 * 1024), Integer.MAX_VALUE);

  public LogWindow {
    runningBytes = Set.copyOf(runningBytes);
    endedBytes = Set.copyOf(endedBytes);
  }

  /** Whether a fetch is as large as it can be, so that lines before it may be missing. */
  boolean isFilledBy(Lines fetched, boolean ended) {
    if (ended && fetched.count() == endedLines) {
      return true;
    }
    // Whole lines are kept, or bytes; whether their times count, is not known either.
    int longest = fetched.longest();
    int withTimes = fetched.size();
    int withoutTimes = withTimes;
    for (int line = 0; line < fetched.count(); line++) {
      withoutTimes -= fetched.timeLength(line);
    }
    return fills(withTimes, longest, ended) || fills(withoutTimes, longest, ended);
  }

  private boolean fills(int size, int longest, boolean ended) {
    return runningBytes.stream().anyMatch(limit -> fills(size, longest, limit))
        || ended && endedBytes.stream().anyMatch(limit -> fills(size, longest, limit));
  }

  /** Another line as long as the longest would not fit; a very long one is no measure. */
  private static boolean fills(int size, int longest, int limit) {
    return size <= limit && size + Math.min(longest, limit / SLACK_PART) > limit;
  }
}
