package dev.estiba.bench;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.DurableTaskGrpcClientBuilder;
import com.microsoft.durabletask.DurableTaskGrpcWorker;
import com.microsoft.durabletask.DurableTaskGrpcWorkerBuilder;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import com.microsoft.durabletask.OrchestratorFunction;
import com.microsoft.durabletask.TaskActivity;
import com.microsoft.durabletask.TaskActivityFactory;
import com.microsoft.durabletask.TaskOrchestration;
import com.microsoft.durabletask.TaskOrchestrationFactory;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's own worker and client, on a backend's port on this machine. Drives our hub and others
 * in the same way.
 */
final class GrpcWorker implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final ManagedChannel channel;
  private final DurableTaskGrpcWorker worker;
  private final DurableTaskClient client;

  private GrpcWorker(ManagedChannel channel) {
    this.channel = channel;
    this.worker = worker(channel);
    this.client = new DurableTaskGrpcClientBuilder().grpcChannel(channel).build();
  }

  static GrpcWorker start(int port) {
    GrpcWorker started = new GrpcWorker(channel(port));
    started.worker.start();
    return started;
  }

  static ManagedChannel channel(int port) {
    return NettyChannelBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .usePlaintext()
        .maxInboundMessageSize(Integer.MAX_VALUE)
        .build();
  }

  private static DurableTaskGrpcWorker worker(ManagedChannel channel) {
    DurableTaskGrpcWorkerBuilder builder = new DurableTaskGrpcWorkerBuilder().grpcChannel(channel);
    Orchestrations.ALL.forEach((name, code) -> builder.addOrchestration(orchestration(name, code)));
    return builder.addActivity(hello()).build();
  }

  private static TaskOrchestrationFactory orchestration(String name, OrchestratorFunction<?> code) {
    return new TaskOrchestrationFactory() {
      @Override
      public String getName() {
        return name;
      }

      @Override
      public TaskOrchestration create() {
        return context -> context.complete(code.apply(context));
      }
    };
  }

  private static TaskActivityFactory hello() {
    return new TaskActivityFactory() {
      @Override
      public String getName() {
        return Orchestrations.HELLO;
      }

      @Override
      public TaskActivity create() {
        return Orchestrations::hello;
      }
    };
  }

  /** Schedules an orchestration and returns when it is known to have completed. */
  void run(String orchestrator, @Nullable Integer input) throws Exception {
    String id = client.scheduleNewOrchestrationInstance(orchestrator, input);
    OrchestrationMetadata end = client.waitForInstanceCompletion(id, LONGEST, false);
    if (end == null || end.getRuntimeStatus() != OrchestrationRuntimeStatus.COMPLETED) {
      throw new IllegalStateException("Instance " + id + " ended " + end);
    }
  }

  /** The SDK's thread tries for ever to connect again; it is for the process's end to stop it. */
  @Override
  public void close() {
    client.close();
    worker.close();
    channel.shutdownNow();
  }
}
