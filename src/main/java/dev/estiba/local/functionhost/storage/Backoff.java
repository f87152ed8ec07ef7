package dev.estiba.local.functionhost.storage;

import java.time.Duration;

/** Pauses that double from one to the next. One thread only. */
final class Backoff {

  private final Duration first;
  private Duration next;

  Backoff(Duration first) {
    this.first = first;
    this.next = first;
  }

  void reset() {
    next = first;
  }

  Duration next(Duration longest) {
    Duration pause = next.compareTo(longest) < 0 ? next : longest;
    next = pause.multipliedBy(2);
    return pause;
  }
}
