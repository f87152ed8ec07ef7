package dev.estiba.local.functionhost.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which other origins' web pages may call the host.
 *
 * @param origins such as {@code https://example.org}, without a slash at the end; {@code *} for
 *     every one
 * @param credentials whether pages may send cookies along
 */
public record Cors(List<String> origins, boolean credentials) {

  private static final String EVERY = "*";
  private static final String ORIGIN = "[a-z][a-z0-9+.-]*://[^/\\s?#]+";
  private static final String MAX_AGE_SECONDS = "600";

  public static final Cors NONE = new Cors(List.of(), false);

  /**
   * @throws IllegalArgumentException if a text is no origin, or cookies would be open to all
   */
  public Cors {
    origins = origins.stream().map(origin -> origin.strip().toLowerCase(Locale.ROOT)).toList();
    for (String origin : origins) {
      if (!origin.equals(EVERY) && !origin.matches(ORIGIN)) {
        throw new IllegalArgumentException(
            "'" + origin + "' is no origin such as https://example.org, without a path, or *");
      }
    }
    if (credentials && origins.contains(EVERY)) {
      throw new IllegalArgumentException("credentials need origins by name, not *");
    }
  }

  public boolean allowsEvery() {
    return origins.contains(EVERY);
  }

  boolean allows(String origin) {
    return allowsEvery() || origins.contains(origin.strip().toLowerCase(Locale.ROOT));
  }

  /** The answer to a browser that asks whether a page of that origin may send a request. */
  HttpReply preflight(Map<String, String> headers) {
    HttpReply reply =
        HttpReply.of(204)
            .with(
                "Access-Control-Allow-Methods",
                headers.getOrDefault("access-control-request-method", ""))
            .with("Access-Control-Max-Age", MAX_AGE_SECONDS);
    String asked = headers.getOrDefault("access-control-request-headers", "");
    if (!asked.isBlank()) {
      reply = reply.with("Access-Control-Allow-Headers", asked);
    }
    if (headers.containsKey("access-control-request-private-network")) {
      reply = reply.with("Access-Control-Allow-Private-Network", "true");
    }
    return reply;
  }

  /** The reply with what lets a page of that origin read it. */
  HttpReply open(HttpReply reply, String origin) {
    if (!allows(origin)) {
      return reply;
    }
    HttpReply opened =
        reply
            .with("Access-Control-Expose-Headers", String.join(", ", reply.headers().keySet()))
            .with("Access-Control-Allow-Origin", allowsEvery() ? EVERY : origin.strip())
            .with("Vary", "Origin");
    return credentials ? opened.with("Access-Control-Allow-Credentials", "true") : opened;
  }
}
