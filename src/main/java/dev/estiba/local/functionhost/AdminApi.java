package dev.estiba.local.functionhost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.local.functionhost.app.AppSettings;
import dev.estiba.local.functionhost.app.FunctionMethod;
import dev.estiba.local.functionhost.health.Health;
import dev.estiba.local.functionhost.health.HealthReport;
import dev.estiba.local.functionhost.web.BadRequestException;
import dev.estiba.local.functionhost.web.HttpCall;
import dev.estiba.local.functionhost.web.HttpEndpoint;
import dev.estiba.local.functionhost.web.HttpReply;
import dev.estiba.local.functionhost.web.Json;
import dev.estiba.local.functionhost.web.UrlText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of the Functions host's own API that tools ask a local host for. */
final class AdminApi implements HttpEndpoint {

  private static final String RETRY_AFTER_SECONDS = "5";

  private final List<FunctionMethod> functions;
  private final List<RegisteredFunction> registered;
  private final FunctionRuns runs;
  private final Health health;
  private final Host host;
  private final Instant startedAt;

  /**
   * What there is to know of the host.
   *
   * @param id the name of its task hub
   */
  record Host(String id, AppSettings settings, InstantSource clock) {}

  AdminApi(
      List<FunctionMethod> functions,
      List<RegisteredFunction> registered,
      FunctionRuns runs,
      Health health,
      Host host) {
    this.functions = functions;
    this.registered = registered;
    this.runs = runs;
    this.health = health;
    this.host = host;
    this.startedAt = host.clock().instant();
  }

  @Override
  public HttpReply answer(HttpCall call) throws InterruptedException {
    Optional<AdminOperation> operation = AdminOperation.of(call);
    return operation.isEmpty() ? HttpReply.of(404) : answer(call, operation.get());
  }

  private HttpReply answer(HttpCall call, AdminOperation operation) throws InterruptedException {
    return switch (operation) {
      case HOME -> HomePage.reply(host.settings());
      case PING -> HttpReply.of(200);
      case HEALTH -> healthReply();
      case HOST_STATUS -> HttpReply.json(200, status());
      case FUNCTIONS ->
          HttpReply.json(200, functions.stream().map(f -> metadata(call, f)).toList());
      case FUNCTION ->
          named(call)
              .map(function -> HttpReply.json(200, metadata(call, function)))
              .orElse(HttpReply.of(404));
      // A function that cannot run keeps the host from starting, so none has errors.
      case FUNCTION_STATUS ->
          named(call).map(function -> HttpReply.json(200, Map.of())).orElse(HttpReply.of(404));
      case RUN -> run(call);
    };
  }

  private HttpReply healthReply() throws InterruptedException {
    HealthReport report = health.report();
    return HttpReply.json(report.isHealthy() ? 200 : 503, report.asJson())
        .with("Cache-Control", "no-store");
  }

  private Map<String, Object> status() throws InterruptedException {
    List<String> problems = health.report().problems();
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("id", host.id());
    status.put("state", problems.isEmpty() ? "Running" : "Error");
    status.put("version", "4.0.0");
    status.put("versionDetails", "dev.estiba.local.functionhost");
    status.put("platformVersion", "");
    status.put("instanceId", "");
    status.put("computerName", computerName());
    if (!problems.isEmpty()) {
      status.put("errors", problems);
    }
    status.put("processUptime", Duration.between(startedAt, host.clock().instant()).toMillis());
    status.put("functionAppContentEditingState", "NotAllowed");
    return status;
  }

  private static String computerName() {
    Map<String, String> environment = System.getenv();
    return environment.getOrDefault("COMPUTERNAME", environment.getOrDefault("HOSTNAME", ""));
  }

  /** The function that the path names, in any case. */
  private Optional<FunctionMethod> named(HttpCall call) {
    String name = UrlText.decode(call.segments().get(2));
    return functions.stream()
        .filter(function -> function.name().equalsIgnoreCase(name))
        .findFirst();
  }

  private Map<String, @Nullable Object> metadata(HttpCall call, FunctionMethod function) {
    RegisteredFunction listed =
        registered.stream()
            .filter(other -> other.name().equals(function.name()))
            .findFirst()
            .orElseThrow();
    return FunctionMetadata.of(function, listed, call.origin());
  }

  private HttpReply run(HttpCall call) {
    Optional<FunctionMethod> function = named(call);
    if (!isInvocation(call)) {
      return HttpReply.message(400, "The body is not JSON such as {\"input\": \"\"}.");
    }
    if (function.isEmpty()) {
      return HttpReply.of(404);
    }
    try {
      return runs.begin(function.get())
          ? HttpReply.of(202)
          : HttpReply.message(429, "Too many functions run on demand. Try again in a few seconds.")
              .with("Retry-After", RETRY_AFTER_SECONDS);
    } catch (BadRequestException e) {
      return HttpReply.message(400, e.getMessage());
    }
  }

  private static boolean isInvocation(HttpCall call) {
    try {
      JsonNode body = Json.read(new String(call.body(), StandardCharsets.UTF_8));
      return body.isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
