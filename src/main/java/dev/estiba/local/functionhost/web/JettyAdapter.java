package dev.estiba.local.functionhost.web;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an {@link HttpEndpoint} answer Jetty's requests, within limits: a thread is at work only
 * once a request has come in whole, and is free again as soon as the answer is made.
 */
final class JettyAdapter extends Handler.Abstract.NonBlocking {

  private static final Logger log = LoggerFactory.getLogger(JettyAdapter.class);

  private static final String RETRY_AFTER_SECONDS = "5";

  /** So that also a busy host says how it is. */
  private static final int ADMIN_THREADS = 2;

  private static final int ADMIN_OUTSTANDING = 32;

  private final HttpEndpoint endpoint;
  private final RequestGuard guard;
  private final ServerOptions options;
  private final Exchange.Memory memory;
  private final SlowConnections slow;
  private final RequestQueue queue;
  private final RequestQueue adminQueue;

  JettyAdapter(
      HttpEndpoint endpoint, RequestGuard guard, ServerOptions options, SlowConnections slow) {
    this.slow = slow;
    this.endpoint = endpoint;
    this.guard = guard;
    this.options = options;
    Limits limits = options.limits();
    this.memory =
        new Exchange.Memory(
            new MemoryBudget(limits.memoryBytes()), new MemoryBudget(limits.memoryBytes()));
    this.queue = new RequestQueue("function", limits.threads(), limits.outstandingRequests());
    this.adminQueue = new RequestQueue("host-admin", ADMIN_THREADS, ADMIN_OUTSTANDING);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    EndPoint client = request.getConnectionMetaData().getConnection().getEndPoint();
    slow.headIsThere(client);
    Callback done = Callback.from(() -> slow.requestIsOver(client), callback);
    Exchange exchange = new Exchange(request, response, done, options.limits(), memory);
    String origin = origin(request);
    Optional<String> refusal = guard.refusal(request.getHeaders());
    if (refusal.isPresent()) {
      exchange.send(HttpReply.message(403, refusal.get()));
    } else if (isPreflight(request, origin)) {
      exchange.send(options.cors().open(options.cors().preflight(headers(request)), origin));
    } else {
      exchange.read(body -> enqueue(exchange, request, body), dressing(origin));
    }
    return true;
  }

  private Exchange.Dressing dressing(String origin) {
    return reply -> origin.isEmpty() ? reply : options.cors().open(reply, origin);
  }

  private static String origin(Request request) {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    return origin == null ? "" : origin;
  }

  private boolean isPreflight(Request request, String origin) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeaders().contains("Access-Control-Request-Method")
        && options.cors().allows(origin);
  }

  private void enqueue(Exchange exchange, Request request, byte[] body) {
    boolean admin = String.valueOf(request.getHttpURI().getPath()).startsWith("/admin/");
    RequestQueue own = admin ? adminQueue : queue;
    HttpCall call = call(request, body);
    boolean accepted =
        own.tryExecute(() -> answer(call), exchange::send, () -> exchange.send(stopping()));
    if (!accepted) {
      exchange.send(busy());
    }
  }

  static HttpReply busy() {
    return HttpReply.message(429, "The host is busy. Try again in a few seconds.")
        .with("Retry-After", RETRY_AFTER_SECONDS);
  }

  private static HttpReply stopping() {
    return HttpReply.message(503, "The host stops. What was begun goes on at its next start.")
        .with("Retry-After", RETRY_AFTER_SECONDS);
  }

  private HttpReply answer(HttpCall call) {
    try {
      return endpoint.answer(call);
    } catch (InterruptedException e) {
      return stopping();
    } catch (Throwable e) { // HTTP boundary
      log.error("{} {} failed", call.method(), call.path(), e);
      return HttpReply.message(500, "The function failed; the host's log says why.");
    }
  }

  private HttpCall call(Request request, byte[] body) {
    String path = request.getHttpURI().getPath();
    return new HttpCall(
        request.getMethod(),
        "http://" + guard.authority(String.valueOf(request.getHeaders().get(HttpHeader.HOST))),
        path == null ? "/" : path,
        request.getHttpURI().getQuery(),
        headers(request),
        body);
  }

  private static Map<String, String> headers(Request request) {
    Map<String, String> headers = new TreeMap<>();
    for (HttpField field : request.getHeaders()) {
      String value = field.getValue() == null ? "" : field.getValue();
      headers.merge(field.getName().toLowerCase(Locale.ROOT), value, (a, b) -> a + "," + b);
    }
    return Collections.unmodifiableMap(headers);
  }

  /** Interrupts what still runs. */
  void close() {
    queue.close();
    adminQueue.close();
  }
}
