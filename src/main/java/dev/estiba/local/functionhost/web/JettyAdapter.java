package dev.estiba.local.functionhost.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets an {@link HttpEndpoint} answer Jetty's requests, within the host's limits. */
final class JettyAdapter extends Handler.Abstract {

  private static final Logger log = LoggerFactory.getLogger(JettyAdapter.class);

  /** As in Azure. */
  private static final int MAX_BODY_BYTES = 100 * 1024 * 1024;

  private static final String RETRY_AFTER_SECONDS = "5";

  private final HttpEndpoint endpoint;
  private final RequestGuard guard;
  private final Semaphore places;

  JettyAdapter(HttpEndpoint endpoint, RequestGuard guard, int maxRequests) {
    this.endpoint = endpoint;
    this.guard = guard;
    this.places = new Semaphore(maxRequests);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    send(reply(request), response, callback);
    return true;
  }

  private HttpReply reply(Request request) {
    Optional<String> refusal = guard.refusal(request.getHeaders());
    if (refusal.isPresent()) {
      return HttpReply.message(403, refusal.get());
    }
    if (String.valueOf(request.getHttpURI().getPath()).startsWith("/admin/")) {
      return answer(request); // Also a busy host says that it is well.
    }
    if (!places.tryAcquire()) {
      return HttpReply.message(429, "The host is busy. Try again in a few seconds.")
          .with("Retry-After", RETRY_AFTER_SECONDS);
    }
    try {
      return answer(request);
    } finally {
      places.release();
    }
  }

  private HttpReply answer(Request request) {
    try {
      return endpoint.answer(call(request));
    } catch (BodyTooLargeException e) {
      return HttpReply.message(413, "The request body has more than 100 MB.")
          .with("Connection", "close");
    } catch (Throwable e) { // HTTP boundary
      log.error("{} {} failed", request.getMethod(), request.getHttpURI().getPath(), e);
      return HttpReply.message(500, "The function failed; the host's log says why.");
    }
  }

  private HttpCall call(Request request) throws IOException {
    String host = String.valueOf(request.getHeaders().get(HttpHeader.HOST));
    String name = guard.nameOf(host).orElse("localhost");
    String path = request.getHttpURI().getPath();
    return new HttpCall(
        request.getMethod(),
        "http://" + name + ":" + guard.port(),
        path == null ? "/" : path,
        request.getHttpURI().getQuery(),
        headers(request),
        body(request));
  }

  private static Map<String, String> headers(Request request) {
    Map<String, String> headers = new TreeMap<>();
    for (HttpField field : request.getHeaders()) {
      String value = field.getValue() == null ? "" : field.getValue();
      headers.merge(field.getName().toLowerCase(Locale.ROOT), value, (a, b) -> a + "," + b);
    }
    return Collections.unmodifiableMap(headers);
  }

  private static byte[] body(Request request) throws IOException {
    if (request.getLength() > MAX_BODY_BYTES) {
      throw new BodyTooLargeException();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream((int) Math.max(0, request.getLength()));
    byte[] chunk = new byte[16 * 1024];
    try (InputStream in = Content.Source.asInputStream(request)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        if (body.size() + n > MAX_BODY_BYTES) {
          throw new BodyTooLargeException();
        }
        body.write(chunk, 0, n);
      }
    }
    return body.toByteArray();
  }

  private static void send(HttpReply reply, Response response, Callback callback) {
    response.setStatus(reply.status());
    reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.write(true, ByteBuffer.wrap(reply.body()), callback);
  }

  private static final class BodyTooLargeException extends IOException {}
}
