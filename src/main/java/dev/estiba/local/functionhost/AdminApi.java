package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.app.FunctionDefinition;
import dev.estiba.local.functionhost.app.FunctionMethod;
import dev.estiba.local.functionhost.web.HttpCall;
import dev.estiba.local.functionhost.web.HttpEndpoint;
import dev.estiba.local.functionhost.web.HttpReply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The part of the Functions host's own API that tools ask a local host for. */
final class AdminApi implements HttpEndpoint {

  private final List<FunctionMethod> functions;
  private final List<RegisteredFunction> registered;
  private final String hostId;
  private final InstantSource clock;
  private final Instant startedAt;

  AdminApi(
      List<FunctionMethod> functions,
      List<RegisteredFunction> registered,
      String hostId,
      InstantSource clock) {
    this.functions = functions;
    this.registered = registered;
    this.hostId = hostId;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  @Override
  public HttpReply answer(HttpCall call) {
    String operation =
        call.method() + " " + String.join("/", call.segments()).toLowerCase(Locale.ROOT);
    return switch (operation) {
      case "GET admin/host/ping", "HEAD admin/host/ping", "POST admin/host/ping" ->
          HttpReply.of(200);
      case "GET admin/host/status" -> HttpReply.json(200, status());
      case "GET admin/functions" -> HttpReply.json(200, functions());
      default -> HttpReply.of(404);
    };
  }

  private Map<String, Object> status() {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("id", hostId);
    status.put("state", "Running");
    status.put("version", "4.0.0");
    status.put("versionDetails", "dev.estiba.local.functionhost");
    status.put("processUptime", Duration.between(startedAt, clock.instant()).toMillis());
    return status;
  }

  private List<Map<String, Object>> functions() {
    return functions.stream().map(this::function).toList();
  }

  private Map<String, Object> function(FunctionMethod function) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", function.name());
    json.put("language", "java");
    json.put("isDisabled", false);
    registered.stream()
        .filter(other -> other.name().equals(function.name()) && other.url().isPresent())
        .forEach(other -> json.put("invoke_url_template", other.url().get()));
    json.put(
        "config",
        Map.of(
            "name",
            function.name(),
            "entryPoint",
            function.definition().entryPoint(),
            "bindings",
            function.definition().bindings().stream().map(FunctionDefinition::asJson).toList()));
    return json;
  }
}
