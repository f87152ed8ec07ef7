package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.web.UrlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A route as functions declare it, {@code runs/{id:int}/{*path}} for instance. */
record RouteTemplate(List<RouteSegment> segments) {

  /**
   * @throws IllegalArgumentException if the text is no route; the message says why
   */
  static RouteTemplate parse(String text) {
    List<RouteSegment> segments = split(text).stream().map(RouteSegment::parse).toList();
    for (int i = 0; i < segments.size() - 1; i++) {
      if (segments.get(i) instanceof RouteSegment.Parameter parameter
          && (parameter.catchAll() || parameter.optional())) {
        throw new IllegalArgumentException(
            "only the last part may be optional or catch all, and '"
                + parameter.name()
                + "' is not the last");
      }
    }
    return new RouteTemplate(segments);
  }

  /** The sort key: templates with the lower key are tried first. */
  String precedence() {
    return segments.stream()
        .map(segment -> String.valueOf(segment.precedence()))
        .collect(Collectors.joining());
  }

  String shape() {
    return segments.stream().map(RouteSegment::shape).collect(Collectors.joining("/"));
  }

  /**
   * The parameters' values, percent-decoded, if the path matches.
   *
   * @param path segments, still percent-encoded
   */
  Optional<Map<String, String>> match(List<String> path) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      RouteSegment segment = segments.get(i);
      if (segment instanceof RouteSegment.Parameter parameter && parameter.catchAll()) {
        return catchAll(parameter, path.subList(Math.min(i, path.size()), path.size()), values);
      }
      if (i >= path.size()) {
        return segment instanceof RouteSegment.Parameter parameter && parameter.optional()
            ? Optional.of(values)
            : Optional.empty();
      }
      if (!matches(segment, UrlText.decode(path.get(i)), values)) {
        return Optional.empty();
      }
    }
    return path.size() > segments.size() ? Optional.empty() : Optional.of(values);
  }

  private static boolean matches(RouteSegment segment, String actual, Map<String, String> values) {
    if (segment instanceof RouteSegment.Literal literal) {
      return literal.text().equalsIgnoreCase(actual);
    }
    RouteSegment.Parameter parameter = (RouteSegment.Parameter) segment;
    values.put(parameter.name(), actual);
    return parameter.allows(actual);
  }

  private static Optional<Map<String, String>> catchAll(
      RouteSegment.Parameter parameter, List<String> rest, Map<String, String> values) {
    String value = rest.stream().map(UrlText::decode).collect(Collectors.joining("/"));
    if (!rest.isEmpty()) {
      values.put(parameter.name(), value);
    }
    return parameter.allows(value) ? Optional.of(values) : Optional.empty();
  }

  /** Splits at slashes outside of braces: a regex constraint may hold slashes. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int depth = 0;
    for (char c : (text + "/").toCharArray()) {
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c != '/' || depth > 0) {
        part.append(c);
      } else if (!part.isEmpty()) {
        parts.add(part.toString());
        part.setLength(0);
      }
    }
    if (depth != 0) {
      throw new IllegalArgumentException("its braces do not match");
    }
    return parts;
  }
}
