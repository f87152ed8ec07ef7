package dev.estiba.governor;

import dev.estiba.task.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What who asks for a call is told. */
public sealed interface Turn {

  /**
   * It is to be made at once.
   *
   * @param trial whether others wait for how it goes
   */
  record Granted(boolean trial) implements Turn {}

  /**
   * It may not be made yet.
   *
   * @param limit what it waits for
   * @param position in the queue, from 1
   * @param estimatedStart when it probably may be; null where nobody knows
   * @param retryAfter when to ask again; by then it must, or it loses its place
   */
  record Wait(Limit limit, int position, @Nullable Instant estimatedStart, Duration retryAfter)
      implements Turn {

    /** Why, for people. */
    public Reason toReason(String location, AciLimits limits) {
      return WaitReasons.of(this, location, limits);
    }
  }

  /** What keeps a call from being made. */
  enum Limit {
    /** Azure said that there were too many calls. */
    THROTTLED,
    /** The limits per five minutes and per hour. */
    RATE,
    GROUPS,
    CORES,
    /** Azure said that there is no more room, although the limits would allow it. */
    FULL
  }
}
