package dev.estiba.bench;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.GetWorkItemsRequest;
import com.microsoft.durabletask.implementation.protobuf.TaskHubSidecarServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.TimeUnit;

/** The same, with orchestrators and activities in the SDK's worker, which asks for work by gRPC. */
final class OverGrpc implements Workload {

  static final String NAME = "over-grpc";

  private static final int FAN_OUT_ROUNDS = 3;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Bench bench) throws Exception {
    try (BenchHub hub = BenchHub.start(bench.fresh(NAME), SdkExecutor.nothing())) {
      Status status = askForWork(hub.port());
      if (status.getCode() == Status.Code.UNIMPLEMENTED) {
        bench.add(
            new Row.Skipped(NAME, Report.OURS, "", "this hub gives no work to workers over gRPC"));
        return;
      }
      drive(bench, Report.OURS, hub.port());
    }
  }

  /** What a request for work ends with when there is none: the deadline, where it is understood. */
  private static Status askForWork(int port) {
    ManagedChannel channel = GrpcWorker.channel(port);
    try {
      return TaskHubSidecarServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(2, TimeUnit.SECONDS)
              .getWorkItems(GetWorkItemsRequest.getDefaultInstance())
              .hasNext()
          ? Status.OK
          : Status.CANCELLED;
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    } finally {
      channel.shutdownNow();
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
              FAN_OUT_ROUNDS,
              1,
              Pace.FAN_OUT,
              () -> worker.run(Orchestrations.FAN_OUT, Pace.FAN_OUT)));
    }
  }
}
