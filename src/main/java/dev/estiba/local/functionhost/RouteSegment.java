package dev.estiba.local.functionhost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One part of a route template between slashes. */
sealed interface RouteSegment {

  /** ASP.NET's order of precedence: the lower digit is tried first. */
  char precedence();

  /** Equal for segments that match the same paths, as far as one can see. */
  String shape();

  record Literal(String text) implements RouteSegment {

    @Override
    public char precedence() {
      return '1';
    }

    @Override
    public String shape() {
      return text.toLowerCase(Locale.ROOT);
    }
  }

  record Parameter(
      String name, boolean optional, boolean catchAll, List<RouteConstraint> constraints)
      implements RouteSegment {

    boolean allows(String value) {
      return constraints.stream().allMatch(constraint -> constraint.allows().test(value));
    }

    @Override
    public char precedence() {
      boolean constrained = !constraints.isEmpty();
      return catchAll ? (constrained ? '4' : '5') : (constrained ? '2' : '3');
    }

    @Override
    public String shape() {
      return (catchAll ? "{*" : "{")
          + constraints.stream()
              .map(RouteConstraint::text)
              .sorted()
              .collect(Collectors.joining(":"))
          + (optional ? "?}" : "}");
    }
  }

  /**
   * Reads one segment of a template.
   *
   * @throws IllegalArgumentException if the text is no segment of a route
   */
  static RouteSegment parse(String text) {
    if (!text.contains("{") && !text.contains("}")) {
      return new Literal(text);
    }
    if (!text.startsWith("{") || !text.endsWith("}")) {
      throw new IllegalArgumentException(
          "'" + text + "' mixes text and a parameter; put a slash between them");
    }
    return parameter(text.substring(1, text.length() - 1));
  }

  private static Parameter parameter(String inner) {
    boolean catchAll = inner.startsWith("*");
    String rest = inner.replaceFirst("^\\*{1,2}", "");
    boolean optional = rest.endsWith("?");
    List<String> parts = splitAtColons(optional ? rest.substring(0, rest.length() - 1) : rest);
    String name = parts.get(0);
    if (!name.matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
      throw new IllegalArgumentException("'" + name + "' is no name for a route parameter");
    }
    List<RouteConstraint> constraints = parts.stream().skip(1).map(RouteConstraint::parse).toList();
    return new Parameter(name, optional, catchAll, constraints);
  }

  /** Splits at colons outside of parentheses: {@code id:regex(^a:b$):int}. */
  private static List<String> splitAtColons(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ':' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
