package dev.estiba.local.functionhost.web;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Closes connections whose client sends the head of a request drop by drop: Jetty's idle timeout
 * starts anew with each byte. One thread at a time.
 */
final class SlowConnections extends AbstractLifeCycle {

  private record Seen(long bytes, long messages, long since) {}

  private final ServerConnector connector;
  private final long patienceNanos;
  private final Set<EndPoint> inRequest = ConcurrentHashMap.newKeySet();
  private Map<EndPoint, Seen> seen = new HashMap<>();

  SlowConnections(ServerConnector connector, Limits limits) {
    this.connector = connector;
    this.patienceNanos = limits.patience().toNanos();
  }

  /** The head of a request has come: from now on {@link BodyReader} looks at the pace. */
  void headIsThere(EndPoint endPoint) {
    inRequest.add(endPoint);
  }

  void requestIsOver(EndPoint endPoint) {
    inRequest.remove(endPoint);
  }

  @Override
  protected void doStart() {
    lookLater();
  }

  private void lookLater() {
    connector.getScheduler().schedule(this::look, patienceNanos / 4, TimeUnit.NANOSECONDS);
  }

  private void look() {
    if (!isRunning()) {
      return;
    }
    Map<EndPoint, Seen> now = new HashMap<>();
    for (EndPoint endPoint : connector.getConnectedEndPoints()) {
      Connection connection = endPoint.getConnection();
      if (connection != null) {
        look(endPoint, connection, now);
      }
    }
    seen = now;
    lookLater();
  }

  /** Between two requests nothing comes. */
  private void look(EndPoint endPoint, Connection connection, Map<EndPoint, Seen> now) {
    Seen before = seen.get(endPoint);
    long bytes = connection.getBytesIn();
    long messages = connection.getMessagesIn();
    long time = System.nanoTime();
    boolean inHead =
        before != null
            && !inRequest.contains(endPoint)
            && messages == before.messages()
            && bytes > before.bytes();
    if (before == null || !inHead) {
      now.put(endPoint, new Seen(bytes, messages, time));
    } else if (time - before.since() > patienceNanos) {
      endPoint.close();
    } else {
      now.put(endPoint, before);
    }
  }
}
