package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.app.AppSettings;
import dev.estiba.local.functionhost.app.Binding;
import dev.estiba.local.functionhost.app.FunctionAppException;
import dev.estiba.local.functionhost.app.FunctionMethod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which HTTP function answers which method and path. Immutable. */
final class RouteTable {

  private static final Set<String> RESERVED = Set.of("admin", "runtime");

  private final List<Route> routes;

  private RouteTable(List<Route> routes) {
    this.routes = routes;
  }

  /**
   * @param methods empty for every method
   */
  record Route(FunctionMethod function, String text, RouteTemplate template, List<String> methods) {

    boolean accepts(String method) {
      return methods.isEmpty() || methods.contains(method);
    }

    boolean sharesMethodWith(Route other) {
      return methods.isEmpty()
          || other.methods.isEmpty()
          || !Collections.disjoint(methods, other.methods);
    }
  }

  record Match(FunctionMethod function, Map<String, String> values) {}

  /**
   * @param prefix host.json's routePrefix; may be empty
   * @throws FunctionAppException if a route is malformed, reserved or taken
   */
  static RouteTable of(List<FunctionMethod> functions, String prefix, AppSettings settings) {
    List<Route> routes = new ArrayList<>();
    for (FunctionMethod function : functions) {
      if (function.definition().trigger() instanceof Binding.Http http) {
        Route route = route(function, http, prefix, settings);
        refuseConflict(route, routes);
        routes.add(route);
      }
    }
    routes.sort(Comparator.comparing(route -> route.template().precedence()));
    return new RouteTable(List.copyOf(routes));
  }

  private static Route route(
      FunctionMethod function, Binding.Http http, String prefix, AppSettings settings) {
    String route = settings.resolve(http.route(), function.name());
    String own = route.isEmpty() ? function.name() : route.replaceFirst("^/", "");
    String first = own.split("/", 2)[0].toLowerCase(Locale.ROOT);
    if (RESERVED.contains(first)) {
      throw FunctionAppException.in(
          function.name(),
          "its route '" + own + "' starts with '" + first + "', which the host keeps for itself.");
    }
    String text = prefix.isEmpty() ? own : prefix + "/" + own;
    try {
      return new Route(function, text, RouteTemplate.parse(text), http.methods());
    } catch (IllegalArgumentException e) {
      throw FunctionAppException.in(
          function.name(), "its route '" + own + "' is malformed: " + e.getMessage() + ".");
    }
  }

  private static void refuseConflict(Route route, List<Route> others) {
    for (Route other : others) {
      if (other.template().shape().equals(route.template().shape())
          && other.sharesMethodWith(route)) {
        throw FunctionAppException.in(
            route.function().name(),
            "function '"
                + other.function().name()
                + "' has the same route '"
                + other.text()
                + "' for the same method.");
      }
    }
  }

  /** The first route that matches both path and method. */
  Optional<Match> find(String method, List<String> path) {
    for (Route route : routes) {
      if (route.accepts(method)) {
        Optional<Map<String, String>> values = route.template().match(path);
        if (values.isPresent()) {
          return Optional.of(new Match(route.function(), values.get()));
        }
      }
    }
    return Optional.empty();
  }

  Optional<Route> routeOf(FunctionMethod function) {
    return routes.stream().filter(route -> route.function().equals(function)).findFirst();
  }
}
