package dev.estiba.bench;

import java.util.concurrent.TimeUnit;

/** One orchestration of one activity at a time, on a hub that has had nothing to do for a while. */
final class IdleHub implements Workload {

  static final String NAME = "idle-hub";

  private static final long PAUSE_MILLIS = 20;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Bench bench) throws Exception {
    try (BenchHub hub = BenchHub.start(bench.fresh(NAME), Orchestrations.registry())) {
      ClosedLoop.warm(bench.pace(), () -> hub.run(Orchestrations.ONE_ACTIVITY, null));
      Latencies latencies = new Latencies();
      for (int i = 0; i < bench.pace().idleSamples(); i++) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        long start = System.nanoTime();
        hub.run(Orchestrations.ONE_ACTIVITY, null);
        latencies.add(System.nanoTime() - start);
      }
      bench.measured(NAME, Report.OURS, "one activity", latencies.figures());
    }
  }
}
