package dev.estiba.orchestration;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the log of a container that runs is read next: after a quarter of the time that it has run,
 * at most 90 s, and sooner where it grows so fast that Azure would drop lines: of a container that
 * runs it keeps 4 MB, of one that has stopped 16 kB or 1,000 lines.
 *
 * @param since when the container was first seen to run
 * @param next when it is due
 * @param last when it was read last; at first, when the container was first seen to run
 * @param longestMillis what its growth allows, as far as it is known
 */
record LogPlan(Instant since, Instant next, Instant last, long longestMillis) {

  private static final int AGE_PARTS = 4;
  private static final long LONGEST_MILLIS = 90_000;

  /** Half of what Azure keeps of a container that runs. */
  private static final long RUNNING_WINDOW = 2 * 1024 * 1024;

  /** Half of what it keeps of one that has stopped. */
  private static final long STOPPED_WINDOW = 8 * 1024;

  /** A log that only the end of the container endangers is not worth more reads than this. */
  private static final long SHORTEST_FOR_STOPPED_MILLIS = 10_000;

  /** The container runs: its log is due now. */
  static LogPlan from(Instant now) {
    return new LogPlan(now, now, now, LONGEST_MILLIS);
  }

  boolean isDue(Instant now) {
    return !now.isBefore(next);
  }

  /**
   * After the log was asked for.
   *
   * @param newBytes null where it could not be read: what is known of its growth goes on to hold
   */
  LogPlan after(@Nullable Long newBytes, Instant now, long shortestMillis) {
    long longest = newBytes == null ? longestMillis : longest(newBytes, now);
    long age = Duration.between(since, now).toMillis();
    long wait = Math.max(shortestMillis, Math.min(age / AGE_PARTS, longest));
    return new LogPlan(since, now.plusMillis(wait), newBytes == null ? last : now, longest);
  }

  private long longest(long newBytes, Instant now) {
    double perMilli = newBytes / (double) Math.max(1, Duration.between(last, now).toMillis());
    long stopped = Math.max(SHORTEST_FOR_STOPPED_MILLIS, (long) (STOPPED_WINDOW / perMilli));
    return Math.min(LONGEST_MILLIS, Math.min(stopped, (long) (RUNNING_WINDOW / perMilli)));
  }
}
