package dev.estiba.bench;

import java.util.Locale;

/** One orchestration that calls many activities at once and waits for them all. */
final class FanOut implements Workload {

  static final String NAME = "fan-out";

  private static final int WARM_UP = 3;
  private static final int WIDE = 10_000;

  @Override
  public String name() {
    return NAME;
  }

  static String point(int width) {
    return String.format(Locale.ROOT, "%,d wide", width);
  }

  @Override
  public void run(Bench bench) throws Exception {
    try (BenchHub hub = BenchHub.start(bench.fresh(NAME), Orchestrations.registry())) {
      measure(bench, hub, Pace.FAN_OUT, bench.pace().rounds(), WARM_UP);
      measure(bench, hub, WIDE, 1, 0);
    }
  }

  private static void measure(Bench bench, BenchHub hub, int width, int rounds, int warmUp)
      throws Exception {
    ClosedLoop.Operation round = () -> hub.run(Orchestrations.FAN_OUT, Integer.toString(width));
    bench.measured(NAME, Report.OURS, point(width), Rounds.measure(rounds, warmUp, width, round));
  }
}
