package dev.estiba.local.azure;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.server.ConnectionLimit;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives tokens to the containers of groups with a managed identity, by the protocol of <a
 * href="https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference">App
 * Service</a>, which Azure's client libraries speak when they find {@code IDENTITY_ENDPOINT} and
 * {@code IDENTITY_HEADER}. It answers on loopback, and on the address under which an engine's
 * containers reach this machine.
 */
final class IdentityServer implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(IdentityServer.class);
  private static final int THREADS = 8;

  /** Of each address: containers that open more take none from the rest of this process. */
  private static final int MOST_CONNECTIONS = 256;

  private final Server server;
  private final int port;
  private final TokenIssuer issuer;

  private IdentityServer(Server server, int port, TokenIssuer issuer) {
    this.server = server;
    this.port = port;
    this.issuer = issuer;
  }

  /**
   * @param portFile keeps the port over restarts: containers that run know it
   * @param hosts the addresses to listen on, the first one at least
   */
  static IdentityServer start(
      Path portFile, List<String> hosts, GroupTable groups, TokenIssuer issuer, InstantSource clock)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("local-azure-identity");
    threads.setDaemon(true);
    Server server = new Server(threads);
    try {
      server.setHandler(new IdentityHandler(groups, issuer, clock));
      server.start();
      int port = listen(server, hosts.get(0), keptPort(portFile));
      DurableFile.write(portFile, String.valueOf(port).getBytes(StandardCharsets.US_ASCII));
      for (String host : hosts.subList(1, hosts.size())) {
        listenToo(server, host, port);
      }
      return new IdentityServer(server, port, issuer);
    } catch (Exception e) {
      throw new IOException("Tried to listen for managed identities but failed", e);
    }
  }

  private static int keptPort(Path portFile) throws IOException {
    return Files.exists(portFile) ? Integer.parseInt(Files.readString(portFile).trim()) : 0;
  }

  /** Takes another port if that one is taken. */
  private static int listen(Server server, String host, int port) throws Exception {
    try {
      return open(server, host, port);
    } catch (IOException e) {
      log.warn("Port {} of {} is taken: containers that run already get no tokens", port, host, e);
      return open(server, host, 0);
    }
  }

  /** Containers know one port for all addresses. */
  private static void listenToo(Server server, String host, int port) throws Exception {
    try {
      open(server, host, port);
    } catch (IOException e) {
      log.warn("Port {} of {} is taken: the engine's containers get no tokens", port, host, e);
    }
  }

  private static int open(Server server, String host, int port) throws Exception {
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost(host);
    connector.setPort(port);
    connector.addBean(new ConnectionLimit(MOST_CONNECTIONS, connector));
    server.addConnector(connector);
    try {
      connector.start();
      return ((NetworkConnector) connector).getLocalPort();
    } catch (IOException e) {
      server.removeConnector(connector);
      throw e;
    }
  }

  /**
   * What the containers of a group need to know; nothing if it has no identity.
   *
   * @param hostName under which they reach this machine
   */
  Map<String, String> environmentOf(ContainerGroup group, String hostName) {
    if (!group.definition().hasNonNull("identity")) {
      return Map.of();
    }
    Map<String, String> environment = new TreeMap<>();
    environment.put("IDENTITY_ENDPOINT", "http://" + hostName + ":" + port + IdentityHandler.PATH);
    environment.put("IDENTITY_HEADER", issuer.secretOf(group.uid()));
    return environment;
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("Tried to stop the managed identity endpoint but failed", e);
    }
  }
}
