package dev.estiba.bench;

/** One orchestration with a thousand trivial children. */
final class SubOrchestrations implements Workload {

  static final String NAME = "sub-orchestrations";

  private static final int CHILDREN = 1_000;
  private static final int WARM_UP = 2;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Bench bench) throws Exception {
    try (BenchHub hub = BenchHub.start(bench.fresh(NAME), Orchestrations.registry())) {
      bench.measured(
          NAME,
          Report.OURS,
          "1,000 children",
          Rounds.measure(
              bench.pace().rounds(),
              WARM_UP,
              CHILDREN,
              () -> hub.run(Orchestrations.FAMILY, Integer.toString(CHILDREN))));
    }
  }
}
