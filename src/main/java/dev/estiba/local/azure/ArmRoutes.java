package dev.estiba.local.azure;

import dev.estiba.local.azure.fault.OperationKind;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.pathmap.MatchedResource;
import org.eclipse.jetty.http.pathmap.PathMappings;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.eclipse.jetty.util.URIUtil;

/**
 * Which operation answers which path. ARM does not mind the case of a path, but keeps that of
 * names: so the path is matched in lower case and its variables are taken from the original.
 */
final class ArmRoutes {

  private static final Pattern SLASHES = Pattern.compile("/{2,}");

  /** The operations of one template, and the position of its variables. */
  private record Route(Map<String, Operation> operations, Map<String, Integer> variables) {}

  /** What answers one method of one template. */
  private record Operation(OperationKind kind, ArmOperation answer) {}

  /** What was found for one path. */
  static final class Match {

    private final Map<String, Operation> operations;
    private final Map<String, String> variables;

    private Match(Map<String, Operation> operations, Map<String, String> variables) {
      this.operations = operations;
      this.variables = variables;
    }

    Map<String, String> variables() {
      return variables;
    }

    /**
     * @throws ArmException if the path does not have that method
     */
    ArmCall call(String method, ArmRequest request) {
      Operation operation = require(method);
      return new ArmCall(operation.kind(), operation.answer(), request);
    }

    private Operation require(String method) {
      Operation operation = operations.get(method);
      if (operation == null) {
        throw ArmErrors.methodNotAllowed(method);
      }
      return operation;
    }
  }

  private final PathMappings<Route> routes = new PathMappings<>();

  /** Literal parts of the template are in lower case. */
  void add(OperationKind kind, String method, String template, ArmOperation operation) {
    UriTemplatePathSpec spec = new UriTemplatePathSpec(template);
    Route route = routes.get(spec);
    if (route == null) {
      route = new Route(new HashMap<>(), variablesOf(template));
      routes.put(spec, route);
    }
    route.operations().put(method, new Operation(kind, operation));
  }

  Optional<Match> find(String path) {
    // As ARM does; clients that put paths together send such.
    String single = path.contains("//") ? SLASHES.matcher(path).replaceAll("/") : path;
    String trimmed = single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
    MatchedResource<Route> matched = routes.getMatched(trimmed.toLowerCase(Locale.ROOT));
    return Optional.ofNullable(matched).map(m -> match(m.getResource(), trimmed));
  }

  private static Match match(Route route, String path) {
    String[] segments = path.split("/", -1);
    Map<String, String> variables = new HashMap<>();
    route.variables().forEach((name, i) -> variables.put(name, URIUtil.decodePath(segments[i])));
    return new Match(route.operations(), variables);
  }

  private static Map<String, Integer> variablesOf(String template) {
    String[] segments = template.split("/", -1);
    Map<String, Integer> variables = new HashMap<>();
    for (int i = 0; i < segments.length; i++) {
      if (segments[i].startsWith("{")) {
        variables.put(segments[i].substring(1, segments[i].length() - 1), i);
      }
    }
    return variables;
  }
}
