package dev.estiba.governor;

import java.time.Duration;
import java.util.List;

/**
 * How fast calls of one kind may follow each other: so many in any five minutes, and so many in any
 * hour. Times are seconds, of any one origin.
 */
record Pace(int per5Minutes, int perHour) {

  private static final long FIVE_MINUTES = Duration.ofMinutes(5).toSeconds();
  private static final long HOUR = Duration.ofHours(1).toSeconds();

  static Pace ofCreates(AciLimits limits) {
    return new Pace(limits.createsPer5Minutes(), limits.createsPerHour());
  }

  static Pace ofDeletes(AciLimits limits) {
    return new Pace(limits.deletesPer5Minutes(), limits.deletesPerHour());
  }

  /** How long a call counts; zero if none does. */
  long memory() {
    if (perHour != AciLimits.UNLIMITED) {
      return HOUR;
    }
    return per5Minutes != AciLimits.UNLIMITED ? FIVE_MINUTES : 0;
  }

  /**
   * When the last of some more calls may be made, if each is made as soon as it may be.
   *
   * @param past when calls were made, in their order; older ones may be missing
   * @param more how many follow; from 1
   * @param from none of them is made before
   * @param slack by how much longer than Azure says a call is counted
   */
  long earliest(List<Long> past, int more, long from, long slack) {
    long[] calls = new long[past.size() + more];
    for (int i = 0; i < past.size(); i++) {
      calls[i] = past.get(i);
    }
    for (int i = past.size(); i < calls.length; i++) {
      calls[i] = Math.max(from, next(calls, i, slack));
    }
    return calls[calls.length - 1];
  }

  /** When a call may be made that follows those before it in the array. */
  long next(long[] calls, int i, long slack) {
    long next = i > 0 ? calls[i - 1] : Long.MIN_VALUE;
    if (i >= per5Minutes) {
      next = Math.max(next, calls[i - per5Minutes] + FIVE_MINUTES + slack);
    }
    if (i >= perHour) {
      next = Math.max(next, calls[i - perHour] + HOUR + slack);
    }
    return next;
  }
}
