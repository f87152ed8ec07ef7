package dev.estiba.local.functionhost.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One HTTP request, read to its end. Immutable by convention: nobody writes to the body. */
public final class HttpCall {

  private final String method;
  private final String origin;
  private final String path;
  private final QueryString query;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * @param origin scheme and authority that the client used, {@code http://localhost:7071}
   * @param path still percent-encoded
   * @param headers names in lower case, several values of one name joined by commas
   */
  public HttpCall(
      String method,
      String origin,
      String path,
      @Nullable String query,
      Map<String, String> headers,
      byte[] body) {
    this.method = method;
    this.origin = origin;
    this.path = path;
    this.query = QueryString.parse(query);
    this.headers = headers;
    this.body = body;
  }

  public String method() {
    return method;
  }

  public String origin() {
    return origin;
  }

  public String path() {
    return path;
  }

  public QueryString query() {
    return query;
  }

  public Map<String, String> headers() {
    return headers;
  }

  public byte[] body() {
    return body;
  }

  /** The key that the client brings, the header's before the query's; empty for none. */
  public String key() {
    String header = headers.getOrDefault("x-functions-key", "");
    return header.isEmpty() ? query.value("code").orElse("") : header;
  }

  /** The path's segments, still percent-encoded; surrounding slashes make none. */
  public List<String> segments() {
    return UrlText.segments(path);
  }

  public URI uri() {
    String suffix = query.text().isEmpty() ? "" : "?" + query.text();
    try {
      return new URI(origin + path + suffix);
    } catch (URISyntaxException e) {
      // Characters that should have been encoded, the braces of {eventName} for instance.
      return URI.create(origin + UrlText.encodeIllegal(path + suffix));
    }
  }
}
