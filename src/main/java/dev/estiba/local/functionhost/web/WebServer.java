package dev.estiba.local.functionhost.web;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.LoggerFactory;

/** The HTTP server on 127.0.0.1. */
public final class WebServer implements AutoCloseable {

  /** So that requests can still be refused, and pings answered, while all others are at work. */
  private static final int SPARE_THREADS = 16;

  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration IDLE_AT_CLOSE = Duration.ofMillis(200);
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final Server server;
  private final ServerConnector connector;
  private final QueuedThreadPool threads;

  private WebServer(Server server, ServerConnector connector, QueuedThreadPool threads) {
    this.server = server;
    this.connector = connector;
    this.threads = threads;
  }

  /**
   * Takes the port, but answers nothing yet.
   *
   * @throws IOException if the port is taken; the message says what to do
   */
  public static WebServer bind(int port, int maxRequests) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(maxRequests + SPARE_THREADS);
    threads.setName("function");
    Server server = new Server(threads);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setShutdownIdleTimeout(IDLE_AT_CLOSE.toMillis());
    server.addConnector(connector);
    server.setStopTimeout(DRAIN.toMillis());
    server.setErrorHandler(quietErrors());
    try {
      connector.open();
    } catch (IOException e) {
      throw new IOException(
          "Tried to listen on 127.0.0.1:"
              + port
              + " but failed because: "
              + e.getMessage()
              + ". Stop what uses the port, or choose another.",
          e);
    }
    return new WebServer(server, connector, threads);
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
    // Instance ids and the {eventName} of check-status URLs hold what Jetty finds suspicious. Paths
    // are only ever compared, segment by segment, never resolved.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    return configuration;
  }

  public int port() {
    return connector.getLocalPort();
  }

  /** Runs work on the server's threads. */
  public Executor workers() {
    return threads;
  }

  public void start(HttpEndpoint endpoint, int maxRequests) {
    server.setHandler(
        new GracefulHandler(new JettyAdapter(endpoint, new RequestGuard(port()), maxRequests)));
    try {
      server.start();
    } catch (Exception e) { // Server.start declares it
      throw new IllegalStateException("Tried to start the HTTP server but failed because: " + e, e);
    }
  }

  /** Stops accepting, waits a few seconds for running requests, then interrupts them. */
  @Override
  public void close() {
    try {
      server.stop();
      connector.close();
    } catch (Exception e) { // Server.stop declares it; a request that outlasts the drain ends here
      LoggerFactory.getLogger(WebServer.class)
          .warn("Some HTTP requests did not end in time: {}", e.toString());
    }
  }
}
