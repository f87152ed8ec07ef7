package dev.estiba.local.functionhost;

import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A constraint of a route parameter, {@code int} of {@code {id:int}}: ASP.NET's, by name. */
record RouteConstraint(String text, Predicate<String> allows) {

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern DATE =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:\\d{2})?)?");

  /**
   * @throws IllegalArgumentException if there is no such constraint
   */
  static RouteConstraint parse(String text) {
    int open = text.indexOf('(');
    boolean hasArgument = open > 0 && text.endsWith(")");
    String name = (hasArgument ? text.substring(0, open) : text).toLowerCase(Locale.ROOT);
    String argument = hasArgument ? text.substring(open + 1, text.length() - 1) : "";
    Predicate<String> allows = hasArgument ? withArgument(name, argument) : plain(name);
    return new RouteConstraint(text, allows);
  }

  private static Predicate<String> plain(String name) {
    return switch (name) {
      case "alpha" -> Pattern.compile("[A-Za-z]*").asMatchPredicate();
      case "int" -> accepts(Integer::parseInt);
      case "long" -> accepts(Long::parseLong);
      case "bool" -> value -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
      case "guid" -> RouteConstraint::isGuid;
      case "decimal", "double", "float" -> DECIMAL.asMatchPredicate();
      case "datetime" -> DATE.asMatchPredicate();
      case "required" -> value -> !value.isEmpty();
      default -> throw unknown(name);
    };
  }

  private static Predicate<String> withArgument(String name, String argument) {
    return switch (name) {
      case "regex" -> Pattern.compile(argument, Pattern.CASE_INSENSITIVE).asPredicate();
      case "min" -> accepts(Long::parseLong).and(value -> number(value) >= number(argument));
      case "max" -> accepts(Long::parseLong).and(value -> number(value) <= number(argument));
      case "minlength" -> value -> value.length() >= number(argument);
      case "maxlength" -> value -> value.length() <= number(argument);
      case "length" -> length(argument);
      case "range" -> range(argument);
      default -> throw unknown(name);
    };
  }

  private static Predicate<String> length(String argument) {
    long[] bounds = bounds(argument);
    return value -> value.length() >= bounds[0] && value.length() <= bounds[1];
  }

  private static Predicate<String> range(String argument) {
    long[] bounds = bounds(argument);
    return accepts(Long::parseLong)
        .and(value -> number(value) >= bounds[0] && number(value) <= bounds[1]);
  }

  private static long[] bounds(String argument) {
    int comma = argument.indexOf(',');
    return comma < 0
        ? new long[] {number(argument), number(argument)}
        : new long[] {number(argument.substring(0, comma)), number(argument.substring(comma + 1))};
  }

  private static long number(String text) {
    return Long.parseLong(text.strip());
  }

  private static boolean isGuid(String value) {
    return value.matches("[0-9A-Fa-f]{32}")
        || (value.length() == 36 && accepts(UUID::fromString).test(value));
  }

  private static Predicate<String> accepts(Function<String, ?> parser) {
    return value -> {
      try {
        return parser.apply(value) != null;
      } catch (IllegalArgumentException e) { // NumberFormatException too
        return false;
      }
    };
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException("there is no route constraint '" + name + "'");
  }
}
