package dev.estiba.local.functionhost.web;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The HTTP server. Its own threads only move bytes; others make the answers. */
public final class WebServer implements AutoCloseable {

  /** It writes whole URLs, with the keys in them, when a client breaks off. Kept, or collected. */
  private static final java.util.logging.Logger TOO_TALKATIVE =
      java.util.logging.Logger.getLogger("org.eclipse.jetty.server.Response");

  static {
    TOO_TALKATIVE.setLevel(java.util.logging.Level.OFF);
  }

  private static final int BYTE_MOVING_THREADS = 8;
  private static final int MAX_HEAD_BYTES = 32 * 1024;
  private static final int MAX_CONNECTIONS = 4096;
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration IDLE_AT_CLOSE = Duration.ofMillis(200);
  private static final Duration DRAIN = Duration.ofSeconds(3);

  /** For the answers of those that were interrupted. */
  private static final Duration UNWIND = Duration.ofMillis(500);

  private final ServerOptions options;
  private final Server server;
  private final ServerConnector connector;
  private final SlowConnections slow;
  private @Nullable JettyAdapter adapter;

  private WebServer(
      ServerOptions options, Server server, ServerConnector connector, SlowConnections slow) {
    this.slow = slow;
    this.options = options;
    this.server = server;
    this.connector = connector;
  }

  /**
   * Takes the port, but answers nothing yet.
   *
   * @throws IOException if the port is taken; the message says what to do
   */
  public static WebServer bind(ServerOptions options) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(BYTE_MOVING_THREADS);
    threads.setName("host-http");
    Server server = new Server(threads);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
    connector.setHost(options.address().getHostAddress());
    connector.setPort(options.port());
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setShutdownIdleTimeout(IDLE_AT_CLOSE.toMillis());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
    SlowConnections slow = new SlowConnections(connector, options.limits());
    server.addBean(slow);
    server.setStopTimeout(DRAIN.plus(UNWIND).toMillis());
    server.setErrorHandler(quietErrors());
    try {
      connector.open();
    } catch (IOException e) {
      throw new IOException(
          "Tried to listen on "
              + options.address().getHostAddress()
              + ":"
              + options.port()
              + " but failed because: "
              + e.getMessage()
              + ". Stop what uses the port, or choose another.",
          e);
    }
    return new WebServer(options, server, connector, slow);
  }

  /** For requests that Jetty itself refuses. */
  private static ErrorHandler quietErrors() {
    ErrorHandler errors = new ErrorHandler();
    errors.setShowStacks(false);
    errors.setShowCauses(false);
    return errors;
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(MAX_HEAD_BYTES);
    // Instance ids and the {eventName} of check-status URLs hold what Jetty finds suspicious. Paths
    // are only ever compared, segment by segment, never resolved.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    return configuration;
  }

  public int port() {
    return connector.getLocalPort();
  }

  public void start(HttpEndpoint endpoint) {
    InetAddress address = options.address();
    RequestGuard guard = new RequestGuard(port(), address, options.cors());
    JettyAdapter made = new JettyAdapter(endpoint, guard, options, slow);
    adapter = made;
    server.setHandler(new GracefulHandler(made));
    try {
      server.start();
    } catch (Exception e) { // Server.start declares it
      throw new IllegalStateException("Tried to start the HTTP server but failed because: " + e, e);
    }
  }

  /** Stops accepting, waits a few seconds for running requests, then interrupts them. */
  @Override
  public void close() {
    JettyAdapter requests = adapter;
    if (requests != null) {
      CompletableFuture.delayedExecutor(DRAIN.toMillis(), TimeUnit.MILLISECONDS)
          .execute(requests::close);
    }
    try {
      server.stop();
      connector.close();
    } catch (Exception e) { // Server.stop declares it; a request that outlasts the drain ends here
      LoggerFactory.getLogger(WebServer.class)
          .warn("Some HTTP requests did not end in time: {}", e.toString());
    }
    if (requests != null) {
      requests.close();
    }
  }
}
