package dev.estiba.local.functionhost.web;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One HTTP response. Immutable by convention: nobody writes to the body. */
public final class HttpReply {

  private static final byte[] NOTHING = {};

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  private HttpReply(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = Collections.unmodifiableMap(headers);
    this.body = body;
  }

  public static HttpReply of(int status) {
    return new HttpReply(status, new TreeMap<>(String.CASE_INSENSITIVE_ORDER), NOTHING);
  }

  public static HttpReply bytes(int status, String contentType, byte[] body) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Content-Type", contentType);
    return new HttpReply(status, headers, body);
  }

  public static HttpReply text(int status, String contentType, String body) {
    return bytes(status, contentType + "; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
  }

  public static HttpReply json(int status, @Nullable Object value) {
    return text(status, "application/json", Json.write(value));
  }

  /** An error as the durable HTTP API writes it. */
  public static HttpReply message(int status, @Nullable String message) {
    return json(status, Map.of("Message", String.valueOf(message)));
  }

  public HttpReply with(String header, String value) {
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(header, value);
    return new HttpReply(status, more, body);
  }

  public int status() {
    return status;
  }

  public Map<String, String> headers() {
    return headers;
  }

  public byte[] body() {
    return body;
  }
}
