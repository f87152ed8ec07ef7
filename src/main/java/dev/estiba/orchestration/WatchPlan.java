package dev.estiba.orchestration;

import dev.estiba.activity.InspectContainerGroup.Look;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a group's state is read next, and when its log. The state: after a tenth of the group's age.
 * The log: after a quarter of it, at most 90 s, and sooner where it grows so fast that Azure would
 * drop lines: of a container that runs it keeps 4 MB, of one that has stopped 16 kB or 1,000 lines.
 *
 * @param since when the group was made
 * @param shortestMillis between two reads
 * @param longestMillis between two reads of the state
 * @param nextState when the state is due
 * @param nextLog when the log is due; null while the container does not run
 * @param lastLog when the log was read last
 */
record WatchPlan(
    Instant since,
    long shortestMillis,
    long longestMillis,
    Instant nextState,
    @Nullable Instant nextLog,
    @Nullable Instant lastLog) {

  private static final int STATE_AGE_PARTS = 10;
  private static final int LOG_AGE_PARTS = 4;
  private static final long LONGEST_LOG_MILLIS = 90_000;

  /** Half of what Azure keeps of a container that runs. */
  private static final long RUNNING_WINDOW = 2 * 1024 * 1024;

  /** Half of what it keeps of one that has stopped. */
  private static final long STOPPED_WINDOW = 8 * 1024;

  /** A log that only the end of the container endangers is not worth more reads than this. */
  private static final long SHORTEST_FOR_STOPPED_MILLIS = 10_000;

  /** Waits are shortened by up to this part, so that groups made together are not read together. */
  private static final double JITTER = 0.05;

  static WatchPlan from(Instant since, Instant now, long shortestMillis, long longestMillis) {
    return new WatchPlan(since, shortestMillis, longestMillis, now, null, null);
  }

  /** The container runs: its log is due now, its state is known. */
  WatchPlan running(Instant now, String seed) {
    return new WatchPlan(since, shortestMillis, longestMillis, stateAfter(now, seed), now, lastLog);
  }

  /** The container runs: its log is due now, whenever its state is. */
  WatchPlan withLog(Instant now) {
    return new WatchPlan(since, shortestMillis, longestMillis, nextState, now, lastLog);
  }

  boolean isStateDue(Instant now) {
    return !now.isBefore(nextState);
  }

  boolean isLogDue(Instant now) {
    return nextLog != null && !now.isBefore(nextLog);
  }

  /** When to wake up. */
  Instant next() {
    return nextLog != null && nextLog.isBefore(nextState) ? nextLog : nextState;
  }

  WatchPlan after(Look look, Instant now, String seed) {
    return new WatchPlan(
        since,
        shortestMillis,
        longestMillis,
        isStateDue(now) ? stateAfter(now, seed) : nextState,
        isLogDue(now) ? logAfter(look, now) : nextLog,
        isLogDue(now) ? now : lastLog);
  }

  private Instant stateAfter(Instant now, String seed) {
    long wait = within(age(now) / STATE_AGE_PARTS, shortestMillis, longestMillis);
    // Not random, which a replay would not repeat.
    int dice = Math.floorMod((seed + now.toEpochMilli()).hashCode(), 1000);
    return now.plusMillis(Math.max(1, Math.round(wait * (1 - JITTER * dice / 1000))));
  }

  private Instant logAfter(Look look, Instant now) {
    long wait = within(age(now) / LOG_AGE_PARTS, shortestMillis, LONGEST_LOG_MILLIS);
    Long newBytes = look.newLogBytes();
    if (newBytes != null && newBytes > 0 && lastLog != null) {
      double perMilli = newBytes / (double) Math.max(1, Duration.between(lastLog, now).toMillis());
      long stopped = Math.max(SHORTEST_FOR_STOPPED_MILLIS, (long) (STOPPED_WINDOW / perMilli));
      long running = Math.max(shortestMillis, (long) (RUNNING_WINDOW / perMilli));
      wait = Math.min(wait, Math.min(stopped, running));
    }
    return now.plusMillis(wait);
  }

  private long age(Instant now) {
    return Duration.between(since, now).toMillis();
  }

  private static long within(long value, long min, long max) {
    return Math.max(min, Math.min(value, max));
  }
}
