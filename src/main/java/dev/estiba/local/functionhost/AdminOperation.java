package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.keys.KeyLevel;
import dev.estiba.local.functionhost.web.HttpCall;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the host's own API offers, and who may ask for it. */
enum AdminOperation {
  HOME(new KeyLevel.Anonymous(), Set.of("GET", "HEAD"), ""),
  PING(new KeyLevel.Anonymous(), Set.of("GET", "HEAD", "POST"), "admin/host/ping"),
  HEALTH(new KeyLevel.Anonymous(), Set.of("GET", "HEAD"), "admin/health"),
  HOST_STATUS(new KeyLevel.Admin(), Set.of("GET", "HEAD"), "admin/host/status"),
  FUNCTIONS(new KeyLevel.Admin(), Set.of("GET", "HEAD"), "admin/functions"),
  FUNCTION(new KeyLevel.Admin(), Set.of("GET", "HEAD"), "admin/functions/{name}"),
  FUNCTION_STATUS(new KeyLevel.Admin(), Set.of("GET", "HEAD"), "admin/functions/{name}/status"),
  RUN(new KeyLevel.Admin(), Set.of("POST"), "admin/functions/{name}");

  private static final String NAME = "{name}";

  private final KeyLevel level;
  private final Set<String> methods;
  private final List<String> path;

  AdminOperation(KeyLevel level, Set<String> methods, String path) {
    this.level = level;
    this.methods = methods;
    this.path = path.isEmpty() ? List.of() : List.of(path.split("/"));
  }

  KeyLevel level() {
    return level;
  }

  /** What a request asks for; empty if there is no such thing. */
  static Optional<AdminOperation> of(HttpCall call) {
    for (AdminOperation operation : values()) {
      if (operation.methods.contains(call.method()) && operation.isAt(call.segments())) {
        return Optional.of(operation);
      }
    }
    return Optional.empty();
  }

  private boolean isAt(List<String> segments) {
    if (segments.size() != path.size()) {
      return false;
    }
    for (int i = 0; i < path.size(); i++) {
      boolean fits =
          path.get(i).equals(NAME) || path.get(i).equals(segments.get(i).toLowerCase(Locale.ROOT));
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
