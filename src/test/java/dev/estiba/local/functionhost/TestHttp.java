package dev.estiba.local.functionhost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.local.functionhost.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/** A client of a host under test. */
public final class TestHttp {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final URI base;

  public TestHttp(URI base) {
    this.base = base;
  }

  /** For tests of what a caller may do who has the keys. */
  public static FunctionHostOptions withoutKeys(
      Path data, Collection<? extends Class<?>> functionClasses) {
    return FunctionHostOptions.of(data, functionClasses)
        .withAccess(HostAccess.closed().withoutKeys());
  }

  public HttpResponse<String> get(String path) {
    return send("GET", path, null, Map.of());
  }

  public HttpResponse<String> post(String path, String json) {
    return send("POST", path, json, Map.of("Content-Type", "application/json"));
  }

  public HttpResponse<String> delete(String path) {
    return send("DELETE", path, null, Map.of());
  }

  public HttpResponse<String> send(
      String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(path.startsWith("http") ? URI.create(path) : URI.create(base + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends the text as it stands, and returns what the server says until it closes. */
  public String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", base.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A request with exactly these header lines. */
  public String rawRequest(String method, String path, String... headers) throws IOException {
    return raw(
        method
            + " "
            + path
            + " HTTP/1.1\r\nConnection: close\r\n"
            + String.join("", java.util.Arrays.stream(headers).map(line -> line + "\r\n").toList())
            + "\r\n");
  }

  public static JsonNode json(HttpResponse<String> response) {
    try {
      return Json.read(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("No JSON: " + response.body(), e);
    }
  }
}
