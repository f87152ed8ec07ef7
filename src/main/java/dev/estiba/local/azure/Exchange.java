package dev.estiba.local.azure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A request on its connection, and the ways in which it can end, good and bad. Thread-safe. */
final class Exchange {

  private static final String JSON = "application/json; charset=utf-8";

  private final String id = UUID.randomUUID().toString();
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final AtomicBoolean ended = new AtomicBoolean();

  Exchange(Request request, Response response, Callback callback) {
    this.request = request;
    this.response = response;
    this.callback = callback;
  }

  /** Of the request, as the answer's headers tell it. */
  String id() {
    return id;
  }

  Request request() {
    return request;
  }

  /** For whatever answer will be sent. */
  void addHeaders(Map<String, String> headers) {
    headers.forEach(response.getHeaders()::put);
  }

  void send(ArmResponse answer) {
    send(answer, answer.body() == null ? "" : answer.body().toString());
  }

  /** Sends another body than the answer's. */
  void send(ArmResponse answer, String body) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    begin(answer);
    if (body.isEmpty() || request.getMethod().equals("HEAD")) {
      callback.succeeded();
    } else {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, JSON);
      Content.Sink.write(response, true, body, callback);
    }
  }

  /** Sends the headers and half of the body, then closes the connection. */
  void sendHalf(ArmResponse answer) {
    byte[] body = String.valueOf(answer.body()).getBytes(StandardCharsets.UTF_8);
    if (answer.body() == null) {
      close();
      return;
    }
    begin(answer);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, JSON);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(
        false,
        ByteBuffer.wrap(body, 0, body.length / 2),
        Callback.from(this::close, failure -> close()));
  }

  private void begin(ArmResponse answer) {
    addHeaders(answer.headers());
    response.setStatus(answer.status());
  }

  /** Closes the connection, whatever was sent so far. */
  void close() {
    if (ended.compareAndSet(false, true)) {
      endPoint().close();
      callback.failed(new EofException("The connection is closed because a rule says so"));
    }
  }

  /**
   * Keeps the connection open without an answer.
   *
   * @param time until it is closed; null until the client closes it
   */
  void hold(@Nullable Duration time) {
    EndPoint endPoint = endPoint();
    endPoint.setIdleTimeout(0);
    if (time != null) {
      later(time, this::close);
    }
    // All of the request is read: what comes now is the end of the connection.
    var unused = endPoint.tryFillInterested(Callback.from(this::close, failure -> close()));
  }

  /** Goes on after some time, without a thread that waits. */
  void later(Duration wait, Runnable work) {
    request.addIdleTimeoutListener(timeout -> false);
    Components server = request.getComponents();
    server
        .getScheduler()
        .schedule(() -> server.getExecutor().execute(work), wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private EndPoint endPoint() {
    return request.getConnectionMetaData().getConnection().getEndPoint();
  }
}
