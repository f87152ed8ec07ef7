package dev.estiba.local.taskhub;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The gRPC server on the loopback interface. */
final class GrpcEndpoint implements AutoCloseable {

  /** So many calls may wait for their commit at once; others queue. */
  private static final int MAX_CALLS = 64;

  private final Server server;
  private final ThreadPoolExecutor executor;
  private final Waiters waiters;
  private final StoreClient client;

  private GrpcEndpoint(
      Server server, ThreadPoolExecutor executor, Waiters waiters, StoreClient client) {
    this.server = server;
    this.executor = executor;
    this.waiters = waiters;
    this.client = client;
  }

  /**
   * @param remote has the workers that connect, or null if none may
   */
  static GrpcEndpoint open(Store store, @Nullable RemoteWorkers remote, TaskHubOptions options) {
    ThreadPoolExecutor executor = threads();
    Waiters waiters = new Waiters(store, executor);
    StoreClient client = new StoreClient(store, waiters);
    Server server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), options.grpcPort()))
            .executor(executor)
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .addTransportFilter(Connection.filter())
            .intercept(Connection.interceptor())
            .addService(new SidecarService(client, waiters, remote, options.hubName()))
            .build();
    store.subscribe(waiters::changed);
    try {
      server.start();
    } catch (IOException e) {
      executor.shutdownNow();
      throw new TaskHubException(
          "Tried to open the task hub's endpoint on 127.0.0.1:"
              + options.grpcPort()
              + " but failed because: "
              + e.getMessage()
              + ". Use another port, or 0 for any free one.",
          e);
    }
    return new GrpcEndpoint(server, executor, waiters, client);
  }

  private static ThreadPoolExecutor threads() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            MAX_CALLS,
            MAX_CALLS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "taskhub-grpc");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  /** The client of this process, whose waits are served by the same threads. */
  StoreClient client() {
    return client;
  }

  int port() {
    return server.getPort();
  }

  /** Refuses new calls and cancels those that wait. */
  @Override
  public void close() {
    waiters.close();
    server.shutdownNow();
    try {
      if (!server.awaitTermination(2, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    executor.shutdown();
  }
}
