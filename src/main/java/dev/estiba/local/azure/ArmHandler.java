package dev.estiba.local.azure;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns HTTP into {@link ArmOperation}s: what ARM does before a request reaches a provider. */
final class ArmHandler extends Handler.Abstract {

  private static final Logger log = LoggerFactory.getLogger(ArmHandler.class);
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

  private final ArmRoutes routes;

  ArmHandler(ArmRoutes routes) {
    this.routes = routes;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    String requestId = UUID.randomUUID().toString();
    ArmResponse answer = answerOrError(request, requestId);
    response.getHeaders().put("x-ms-request-id", requestId);
    response.getHeaders().put("x-ms-correlation-request-id", requestId);
    answer.headers().forEach(response.getHeaders()::put);
    response.setStatus(answer.status());
    if (answer.body() == null || request.getMethod().equals("HEAD")) {
      callback.succeeded();
    } else {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
      Content.Sink.write(response, true, answer.body().toString(), callback);
    }
    return true;
  }

  /** A boundary: whatever goes wrong becomes an answer. */
  private ArmResponse answerOrError(Request request, String requestId) throws IOException {
    try {
      return answer(request, requestId);
    } catch (ArmException e) {
      return e.response();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ArmErrors.engineUnavailable("The server is being stopped.").response();
    } catch (RuntimeException | IOException e) {
      log.error("{} {} failed", request.getMethod(), request.getHttpURI().getPath(), e);
      return ArmErrors.internal(requestId).response();
    }
  }

  private ArmResponse answer(Request request, String requestId)
      throws IOException, InterruptedException {
    // A web page that resolves its own name to 127.0.0.1 must not reach this API.
    String host = Request.getServerName(request);
    if (!LOOPBACK.contains(host)) {
      throw ArmErrors.hostNotAllowed(host);
    }
    String path = request.getHttpURI().getCanonicalPath();
    ArmRoutes.Match match = routes.find(path).orElseThrow(() -> ArmErrors.noSuchPath(path));
    Map<String, String> query = query(request);
    if (query.getOrDefault("api-version", "").isBlank()) {
      throw ArmErrors.missingApiVersion();
    }
    ArmOperation operation = match.operations().get(request.getMethod());
    if (operation == null) {
      throw ArmErrors.methodNotAllowed(request.getMethod());
    }
    String body = Content.Source.asString(request, StandardCharsets.UTF_8);
    URI base = URI.create("http://" + host + ":" + Request.getServerPort(request));
    return operation.answer(
        new ArmRequest(request.getMethod(), base, requestId, match.variables(), query, body));
  }

  private static Map<String, String> query(Request request) {
    Map<String, String> query = new HashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      query.put(field.getName(), field.getValue());
    }
    return query;
  }
}
