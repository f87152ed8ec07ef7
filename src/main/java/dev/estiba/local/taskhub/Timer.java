package dev.estiba.local.taskhub;

import java.util.Comparator;

/**
 * A durable timer, or with {@link #START} the delayed start of an instance.
 *
 * @param fireAt milliseconds since 1970
 * @param executionId of the generation that waits for it
 */
record Timer(long fireAt, long instanceSeq, int timerId, String executionId)
    implements Comparable<Timer> {

  static final int START = -1;

  private static final Comparator<Timer> ORDER =
      Comparator.comparingLong(Timer::fireAt)
          .thenComparingLong(Timer::instanceSeq)
          .thenComparingInt(Timer::timerId)
          .thenComparing(Timer::executionId);

  /**
   * The SDK takes a timer as due only when the time is later than asked for, in milliseconds. Fired
   * at that very millisecond it would ask for another timer and shift the ids of all that follows.
   */
  boolean isDue(long now) {
    return now > fireAt;
  }

  @Override
  public int compareTo(Timer other) {
    return ORDER.compare(this, other);
  }
}
