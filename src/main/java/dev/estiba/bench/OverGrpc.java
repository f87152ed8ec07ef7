package dev.estiba.bench;

/** The same, with orchestrators and activities in the SDK's worker, which asks for work by gRPC. */
final class OverGrpc implements Workload {

  static final String NAME = "over-grpc";

  /** Its fan-out is slower than that in process by more than that. */
  private static final int FEWER_ROUNDS = 5;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Bench bench) throws Exception {
    try (BenchHub hub = BenchHub.startForWorkers(bench.fresh(NAME))) {
      drive(bench, Report.OURS, hub.port());
    }
  }

  /** Measures the backend on that port. */
  static void drive(Bench bench, String subject, int port) throws Exception {
    ClosedLoop loop = ClosedLoop.of(bench.pace());
    try (GrpcWorker worker = GrpcWorker.start(port)) {
      ClosedLoop.warm(bench.pace(), () -> worker.run(Orchestrations.HELLO_SEQUENCE_5, null));
      for (int inFlight : Pace.IN_FLIGHT) {
        bench.measured(
            NAME,
            subject,
            HelloSequence.point(inFlight),
            loop.run(inFlight, () -> worker.run(Orchestrations.HELLO_SEQUENCE_5, null)));
      }
      bench.measured(
          NAME,
          subject,
          FanOut.point(Pace.FAN_OUT),
          Rounds.measure(
              bench.pace().rounds() / FEWER_ROUNDS,
              1,
              Pace.FAN_OUT,
              () -> worker.run(Orchestrations.FAN_OUT, Pace.FAN_OUT)));
    }
  }
}
