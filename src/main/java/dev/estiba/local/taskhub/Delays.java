package dev.estiba.local.taskhub;

import java.time.Duration;

/** Runs short things later. Thread-safe. */
interface Delays {

  Duration FIRST_PAUSE = Duration.ofMillis(50);
  Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** Runs the work once, after that time; not at all after the end. */
  void later(Duration pause, Runnable work);

  void stop();

  /**
   * A pause that grows with every failure: 50 ms, then four times as much, at most 30 s.
   *
   * @param failures how often it has been tried in vain, 1 or more
   */
  static Duration pause(int failures) {
    int doublings = Math.min(2 * (failures - 1), 20);
    long millis = FIRST_PAUSE.toMillis() << doublings;
    return Duration.ofMillis(Math.min(LONGEST_PAUSE.toMillis(), millis));
  }
}
