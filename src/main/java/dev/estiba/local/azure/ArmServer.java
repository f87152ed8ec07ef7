package dev.estiba.local.azure;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.ConnectionLimit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The HTTP server, on 127.0.0.1 only. */
final class ArmServer implements Closeable {

  private static final long LONGEST_REQUEST_MILLIS = 600_000;

  /** ARM's own limit. */
  private static final long LARGEST_BODY = 4L * 1024 * 1024;

  private static final int LARGEST_HEADER = 16 * 1024;

  private static final UriCompliance URIS =
      UriCompliance.DEFAULT.with("ARM", UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT);

  /** Each has one request at a time, which may be held without a thread. */
  private static final int MOST_CONNECTIONS = 1024;

  /**
   * A PUT or DELETE waits for a registry or for a container to end on its request's thread: so
   * there is one for each connection, and a few for the server itself. They are made when they are
   * needed.
   */
  private static final int THREADS = MOST_CONNECTIONS + 16;

  private final Server server;
  private final ServerConnector connector;

  private ArmServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * @param certificate for https; null for plain http
   */
  static ArmServer start(int port, @Nullable ServerCertificate certificate, ArmHandler handler)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("local-azure-http");
    threads.setDaemon(true);
    Server server = new Server(threads);
    ServerConnector connector = new ServerConnector(server, 1, 1, protocols(certificate));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    connector.setIdleTimeout(LONGEST_REQUEST_MILLIS);
    server.addConnector(connector);
    server.addBean(new ConnectionLimit(MOST_CONNECTIONS, connector));
    SizeLimitHandler limit = new SizeLimitHandler(LARGEST_BODY, -1);
    limit.setHandler(handler);
    server.setHandler(limit);
    start(server, port);
    return new ArmServer(server, connector);
  }

  private static ConnectionFactory[] protocols(@Nullable ServerCertificate certificate) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(LARGEST_HEADER);
    configuration.setUriCompliance(URIS);
    HttpConnectionFactory http = new HttpConnectionFactory(configuration);
    if (certificate == null) {
      return new ConnectionFactory[] {http};
    }
    // Which names are let in is checked later, for both schemes.
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    SslContextFactory.Server tls = certificate.sslContextFactory();
    return new ConnectionFactory[] {new SslConnectionFactory(tls, http.getProtocol()), http};
  }

  URI endpoint() {
    boolean secure = connector.getConnectionFactory(SslConnectionFactory.class) != null;
    return URI.create((secure ? "https" : "http") + "://127.0.0.1:" + connector.getLocalPort());
  }

  private static void start(Server server, int port) throws IOException {
    try {
      server.start();
    } catch (Exception e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          "Tried to listen on 127.0.0.1:"
              + port
              + " but failed: "
              + cause.getMessage()
              + ". Stop what listens there, or choose another port.",
          e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("Tried to stop the server on " + endpoint() + " but failed", e);
    }
  }
}
