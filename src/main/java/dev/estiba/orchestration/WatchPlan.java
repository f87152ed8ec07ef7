package dev.estiba.orchestration;

import dev.estiba.activity.InspectContainerGroup.Look;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a group's state is read next, and when its log. The state: after a tenth of the group's age.
 *
 * @param since when the group was made
 * @param shortestMillis between two reads
 * @param longestMillis between two reads of the state
 * @param nextState when the state is due
 * @param log null while the container does not run
 */
record WatchPlan(
    Instant since,
    long shortestMillis,
    long longestMillis,
    Instant nextState,
    @Nullable LogPlan log) {

  private static final int STATE_AGE_PARTS = 10;

  /** Waits are shortened by up to this part, so that groups made together are not read together. */
  private static final double JITTER = 0.05;

  static WatchPlan from(Instant since, Instant now, long shortestMillis, long longestMillis) {
    return new WatchPlan(since, shortestMillis, longestMillis, now, null);
  }

  /** The container runs: its log is due now, its state is known. */
  WatchPlan running(Instant now, String seed) {
    return with(stateAfter(now, seed), LogPlan.from(now));
  }

  /** The container runs: its log is due now, whenever its state is. */
  WatchPlan withLog(Instant now) {
    return with(nextState, LogPlan.from(now));
  }

  boolean isStateDue(Instant now) {
    return !now.isBefore(nextState);
  }

  boolean isLogDue(Instant now) {
    return log != null && log.isDue(now);
  }

  /** When to wake up. */
  Instant next() {
    return log != null && log.next().isBefore(nextState) ? log.next() : nextState;
  }

  /**
   * After a look for what was due when it was asked for. What became due while it took its time was
   * not looked at.
   */
  WatchPlan after(Look look, Instant asked, Instant now, String seed) {
    return with(
        isStateDue(asked) ? stateAfter(now, seed) : nextState,
        log != null && log.isDue(asked) ? log.after(look.newLogBytes(), now, shortestMillis) : log);
  }

  private WatchPlan with(Instant state, @Nullable LogPlan itsLog) {
    return new WatchPlan(since, shortestMillis, longestMillis, state, itsLog);
  }

  private Instant stateAfter(Instant now, String seed) {
    long wait = Math.max(shortestMillis, Math.min(age(now) / STATE_AGE_PARTS, longestMillis));
    // Not random, which a replay would not repeat.
    int dice = Math.floorMod((seed + now.toEpochMilli()).hashCode(), 1000);
    return now.plusMillis(Math.max(1, Math.round(wait * (1 - JITTER * dice / 1000))));
  }

  private long age(Instant now) {
    return Duration.between(since, now).toMillis();
  }
}
