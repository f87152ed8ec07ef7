package dev.estiba.local.azure.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts what happened within a time that ends now. Not thread-safe. */
final class Window {

  private final Duration length;
  private final int limit;
  private final Deque<Instant> events = new ArrayDeque<>();

  /**
   * @param limit of the events that are remembered
   */
  Window(Duration length, int limit) {
    this.length = length;
    this.limit = limit;
  }

  void add(Instant now) {
    removeOld(now);
    if (events.size() < limit) {
      events.addLast(now);
    } else if (limit > 0) {
      events.removeFirst();
      events.addLast(now);
    }
  }

  int remaining(Instant now) {
    removeOld(now);
    return limit - events.size();
  }

  boolean isEmpty(Instant now) {
    removeOld(now);
    return events.isEmpty();
  }

  /** Until there is room for one more. */
  Duration untilFree(Instant now) {
    if (remaining(now) > 0) {
      return Duration.ZERO;
    }
    return limit == 0 ? length : Duration.between(now, events.getFirst().plus(length));
  }

  private void removeOld(Instant now) {
    while (!events.isEmpty() && !events.getFirst().plus(length).isAfter(now)) {
      events.removeFirst();
    }
  }
}
