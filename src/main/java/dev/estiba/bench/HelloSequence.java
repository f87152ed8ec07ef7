package dev.estiba.bench;

import java.util.Map;

/** Orchestrations of five trivial activities one after the other, so many at once. */
final class HelloSequence implements Workload {

  static final String NAME = "hello-sequence";

  @Override
  public String name() {
    return NAME;
  }

  static String point(int inFlight) {
    return inFlight + " in flight";
  }

  @Override
  public void run(Bench bench) throws Exception {
    ClosedLoop loop = ClosedLoop.of(bench.pace());
    try (BenchHub hub = BenchHub.start(bench.fresh(NAME), Orchestrations.registry())) {
      ClosedLoop.warm(bench.pace(), () -> hub.run(Orchestrations.HELLO_SEQUENCE_5, null));
    }
    for (int inFlight : Pace.IN_FLIGHT) {
      try (BenchHub hub = BenchHub.start(bench.fresh(NAME), Orchestrations.registry())) {
        Map<Figure, Double> figures =
            loop.run(inFlight, () -> hub.run(Orchestrations.HELLO_SEQUENCE_5, null));
        bench.measured(NAME, Report.OURS, point(inFlight), figures);
      }
    }
  }
}
