package dev.estiba.bench;

import java.util.Map;

/** Something large, done again and again by one caller. */
final class Rounds {

  private Rounds() {}

  /**
   * @param units that one round does; figures per second count these
   * @param warmUp rounds that do not count
   */
  static Map<Figure, Double> measure(int rounds, int warmUp, int units, ClosedLoop.Operation round)
      throws Exception {
    for (int i = 0; i < warmUp; i++) {
      round.run();
    }
    Latencies latencies = new Latencies();
    long begin = System.nanoTime();
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      round.run();
      latencies.add(System.nanoTime() - start);
    }
    return latencies.figures((System.nanoTime() - begin) / 1e9, units);
  }
}
