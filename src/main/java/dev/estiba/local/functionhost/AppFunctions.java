package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.app.AppSettings;
import dev.estiba.local.functionhost.app.FunctionApp;
import dev.estiba.local.functionhost.app.FunctionMethod;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The functions of an app, and which of them run. */
record AppFunctions(FunctionApp app, AppSettings settings) {

  List<FunctionMethod> all() {
    return app.functions();
  }

  /** Those that are not disabled. */
  List<FunctionMethod> running() {
    return all().stream().filter(function -> !isDisabled(function)).toList();
  }

  /** By its file, or by the app setting that Azure's portal writes. */
  private boolean isDisabled(FunctionMethod function) {
    String setting = settings.value("AzureWebJobs." + function.name() + ".Disabled").orElse("");
    boolean said = setting.equalsIgnoreCase("true") || setting.equals("1");
    return said || (setting.isBlank() && app.disabled().contains(function.name()));
  }

  /** As a command line would list them. */
  List<RegisteredFunction> registered(RouteTable routes, URI url) {
    return all().stream().map(function -> registered(function, routes, url)).toList();
  }

  private RegisteredFunction registered(FunctionMethod function, RouteTable routes, URI url) {
    Optional<RouteTable.Route> route = routes.routeOf(function);
    return new RegisteredFunction(
        function.name(),
        function.definition().trigger().type(),
        route.map(RouteTable.Route::methods).orElse(List.of()),
        route.map(found -> url + "/" + found.text()),
        isDisabled(function));
  }
}
