package dev.estiba.local.azure;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Turns HTTP into {@link ArmCall}s: what ARM does before a request reaches a provider. */
final class ArmHandler extends Handler.Abstract {

  private static final Pattern API_VERSION =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-[a-z]+)?", Pattern.CASE_INSENSITIVE);

  private final RequestGuard guard;
  private final ArmRoutes routes;
  private final MoodyCalls calls;
  private final BehaviorApi behavior;
  private final SignIn signIn;
  private final InstantSource clock;

  ArmHandler(
      RequestGuard guard,
      ArmRoutes routes,
      MoodyCalls calls,
      BehaviorApi behavior,
      SignIn signIn,
      InstantSource clock) {
    this.guard = guard;
    this.routes = routes;
    this.calls = calls;
    this.behavior = behavior;
    this.signIn = signIn;
    this.clock = clock;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response, callback);
    exchange.addHeaders(ArmHeaders.of(exchange.id(), clock.instant()));
    Boundary.run(exchange, () -> answer(exchange));
    return true;
  }

  private void answer(Exchange exchange) throws IOException, InterruptedException {
    Request request = exchange.request();
    guard.check(request, base(request));
    String path = Request.getPathInContext(request);
    if (SignIn.isAt(path)) {
      exchange.send(signIn.answer(request, base(request), body(request)));
    } else if (BehaviorApi.isAt(path)) {
      exchange.send(behavior.answer(request, body(request)));
    } else {
      calls.answer(call(exchange), exchange);
    }
  }

  private ArmCall call(Exchange exchange) throws IOException {
    Request request = exchange.request();
    String path = request.getHttpURI().getCanonicalPath();
    ArmRoutes.Match match = routes.find(path).orElseThrow(() -> ArmErrors.noSuchPath(path));
    Map<String, String> query = query(request);
    requireApiVersion(query.getOrDefault("api-version", ""));
    return match.call(
        request.getMethod(),
        new ArmRequest(
            request.getMethod(),
            base(request),
            exchange.id(),
            match.variables(),
            query,
            body(request)));
  }

  /** As the client wrote them: what it is told to call next is where it called this. */
  private static URI base(Request request) {
    return URI.create(
        request.getHttpURI().getScheme()
            + "://"
            + Request.getServerName(request)
            + ":"
            + Request.getServerPort(request));
  }

  private static void requireApiVersion(String version) {
    if (version.isBlank()) {
      throw ArmErrors.missingApiVersion();
    }
    if (!API_VERSION.matcher(version).matches()) {
      throw ArmErrors.noSuchApiVersion(version);
    }
  }

  private static String body(Request request) throws IOException {
    return Content.Source.asString(request, StandardCharsets.UTF_8);
  }

  private static Map<String, String> query(Request request) {
    Map<String, String> query = new HashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      query.put(field.getName(), field.getValue());
    }
    return query;
  }
}
