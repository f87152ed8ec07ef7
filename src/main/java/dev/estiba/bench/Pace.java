package dev.estiba.bench;

import java.time.Duration;
import java.util.List;

/**
 * How long and how much.
 *
 * @param warmUp before each point of a closed loop
 * @param time measured at each point
 * @param floorTime for each way to append to a file
 * @param idleSamples orchestrations on an idle hub
 * @param rounds of a fan-out
 * @param recovered how many instances wait when the hub is killed, run by run
 */
record Pace(
    Duration warmUp,
    Duration time,
    Duration floorTime,
    int idleSamples,
    int rounds,
    List<Integer> recovered) {

  /** Callers at once, point by point. */
  static final List<Integer> IN_FLIGHT = List.of(1, 8, 64);

  static final int FAN_OUT = 1_000;

  static Pace full() {
    return new Pace(
        Duration.ofSeconds(4),
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        500,
        20,
        List.of(10_000, 100_000));
  }

  static Pace quick() {
    return new Pace(
        Duration.ofMillis(1_000),
        Duration.ofMillis(1_200),
        Duration.ofMillis(500),
        50,
        5,
        List.of(10_000));
  }
}
