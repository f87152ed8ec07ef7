package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.fault.Behavior;
import dev.estiba.local.azure.fault.Moods;
import dev.estiba.local.azure.fault.Rule;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** The {@link Behavior} over HTTP, beside ARM's own paths; JSON, or YAML by its content type. */
final class BehaviorApi {

  private static final String BEHAVIOR = "/local/behavior";
  private static final String RULES = BEHAVIOR + "/rules";

  private final Moods moods;

  BehaviorApi(Moods moods) {
    this.moods = moods;
  }

  static boolean isAt(String path) {
    return path.equals(BEHAVIOR) || path.equals(RULES);
  }

  ArmResponse answer(Request request, String body) {
    boolean yaml = isYaml(request);
    return switch (request.getMethod() + " " + Request.getPathInContext(request)) {
      case "GET " + BEHAVIOR -> current();
      case "PUT " + BEHAVIOR -> set(yaml ? Behavior.ofYaml(body) : Behavior.ofJson(body));
      case "DELETE " + BEHAVIOR -> set(Behavior.GOOD);
      case "POST " + RULES -> add(yaml ? Rule.ofYaml(body) : Rule.ofJson(body));
      default -> throw ArmErrors.methodNotAllowed(request.getMethod());
    };
  }

  private static boolean isYaml(Request request) {
    String type = Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.CONTENT_TYPE), "");
    return type.toLowerCase(Locale.ROOT).contains("yaml");
  }

  private ArmResponse set(Behavior behavior) {
    moods.set(behavior);
    return current();
  }

  private ArmResponse add(Rule rule) {
    return ArmResponse.of(201, Json.object().put("index", moods.add(rule)));
  }

  /** What can be PUT, and beside it what became of each rule. */
  private ArmResponse current() {
    ObjectNode body = Json.object();
    body.set("behavior", moods.behavior().toJson());
    body.set("counts", Json.MAPPER.valueToTree(moods.counts()));
    return ArmResponse.of(200, body);
  }
}
