package dev.estiba.local.functionhost;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.DurableTaskGrpcClientBuilder;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import dev.estiba.local.functionhost.durable.ManagementUrls;
import dev.estiba.local.functionhost.web.Json;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the durable client of a function run, all over one gRPC channel: the SDK's own context
 * opens a new one per getClient() call and closes none (durabletask-java issue 192). Thread-safe.
 */
final class DurableClients implements Supplier<DurableClientContext>, AutoCloseable {

  private static final long CLOSE_SECONDS = 2;

  private final ManagementUrls urls;
  private volatile @Nullable Connection connection;

  private record Connection(ManagedChannel channel, DurableTaskClient client, String binding) {}

  DurableClients(ManagementUrls urls) {
    this.urls = urls;
  }

  /**
   * @param rpcPort where the task hub serves gRPC on 127.0.0.1
   * @param hostUrl without a slash at its end
   */
  void connect(int rpcPort, URI hostUrl) {
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", rpcPort)
            .usePlaintext()
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .build();
    connection =
        new Connection(
            channel,
            new DurableTaskGrpcClientBuilder().grpcChannel(channel).build(),
            binding(rpcPort, hostUrl));
  }

  /** What the Functions host sends to a worker for a durableClient binding. */
  private String binding(int rpcPort, URI hostUrl) {
    Map<String, Object> binding = new LinkedHashMap<>();
    binding.put("taskHubName", urls.hubName());
    binding.put("connectionName", ManagementUrls.CONNECTION);
    binding.put("rpcBaseUrl", "http://127.0.0.1:" + rpcPort);
    binding.put("requiredQueryStringParameters", urls.requiredQuery());
    binding.put("httpBaseUrl", hostUrl + ManagementUrls.BASE_PATH);
    return Json.write(binding);
  }

  /** A context as the worker makes it from the binding's JSON. */
  @Override
  public DurableClientContext get() {
    Connection current = connection;
    if (current == null) {
      throw new IllegalStateException("The task hub is not open.");
    }
    Object context = WorkerJson.read(current.binding(), SharedClientContext.class);
    if (!(context instanceof SharedClientContext shared)) {
      throw new IllegalStateException("No durable client came of " + current.binding());
    }
    shared.shared = current.client();
    return shared;
  }

  @Override
  public void close() {
    Connection current = connection;
    if (current == null) {
      return;
    }
    current.channel().shutdown();
    try {
      if (!current.channel().awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        current.channel().shutdownNow();
      }
    } catch (InterruptedException e) {
      current.channel().shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** Closing its client closes nothing, since the channel is not the client's own. */
  private static final class SharedClientContext extends DurableClientContext {

    private transient @Nullable DurableTaskClient shared;

    @Override
    public DurableTaskClient getClient() {
      return shared != null ? shared : super.getClient();
    }
  }
}
