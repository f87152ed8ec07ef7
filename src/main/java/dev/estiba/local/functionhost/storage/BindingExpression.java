package dev.estiba.local.functionhost.storage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A queue's name or a blob's path with parts in braces: {@code invoices/{id}-{rand-guid}.json}. The
 * host itself knows {@code rand-guid}, {@code datetime} with an optional format after a colon,
 * {@code sys.utcnow}, {@code sys.randguid} and {@code sys.methodname}. Immutable.
 */
final class BindingExpression {

  private static final Pattern PART = Pattern.compile("([^{}]+)|\\{([^{}:]+)(?::([^{}]*))?}");

  private final String text;
  private final List<Part> parts;

  /** A piece of the text; what varies with the run is a sub-type. */
  private sealed interface Part {

    record Literal(String text) implements Part {}

    record RandomGuid(String format) implements Part {}

    record Now(NetDateFormat format) implements Part {}

    record FunctionName() implements Part {}

    record Named(String name) implements Part {}
  }

  private BindingExpression(String text, List<Part> parts) {
    this.text = text;
    this.parts = List.copyOf(parts);
  }

  /**
   * @throws IllegalArgumentException if braces or a format are malformed
   */
  static BindingExpression parse(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw new IllegalArgumentException("'" + text + "' has a brace without its other half");
      }
      parts.add(
          matcher.group(1) != null
              ? new Part.Literal(matcher.group(1))
              : part(matcher.group(2).strip(), matcher.group(3)));
      at = matcher.end();
    }
    return new BindingExpression(text, parts);
  }

  private static Part part(String name, @Nullable String format) {
    switch (name.toLowerCase(Locale.ROOT)) {
      case "rand-guid", "sys.randguid" -> {
        return new Part.RandomGuid(format == null ? "D" : format.toUpperCase(Locale.ROOT));
      }
      case "datetime", "sys.utcnow" -> {
        return new Part.Now(format == null ? NetDateFormat.DEFAULT : new NetDateFormat(format));
      }
      case "sys.methodname" -> {
        return new Part.FunctionName();
      }
      default -> {
        if (format != null) {
          throw new IllegalArgumentException(
              "{" + name + ":" + format + "} has a format, which only DateTime and rand-guid take");
        }
        return new Part.Named(name);
      }
    }
  }

  String text() {
    return text;
  }

  boolean isConstant() {
    return parts.stream().allMatch(Part.Literal.class::isInstance);
  }

  /** What the trigger has to say; the rest the host knows. */
  List<String> names() {
    return parts.stream()
        .filter(Part.Named.class::isInstance)
        .map(part -> ((Part.Named) part).name())
        .toList();
  }

  /**
   * @throws IllegalArgumentException if the data says nothing of a name
   */
  String resolve(String function, BindingData data, Instant now) {
    StringBuilder resolved = new StringBuilder();
    for (Part part : parts) {
      resolved.append(resolve(part, function, data, now));
    }
    return resolved.toString();
  }

  private String resolve(Part part, String function, BindingData data, Instant now) {
    if (part instanceof Part.Literal literal) {
      return literal.text();
    }
    if (part instanceof Part.RandomGuid guid) {
      return guid(guid.format());
    }
    if (part instanceof Part.Now moment) {
      return moment.format().write(now);
    }
    return part instanceof Part.Named named ? value(named.name(), data) : function;
  }

  private String value(String name, BindingData data) {
    return data.value(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'{"
                        + name
                        + "}' in '"
                        + text
                        + "' names nothing that this run knows. It knows "
                        + data.names()
                        + "."));
  }

  private static String guid(String format) {
    String guid = UUID.randomUUID().toString();
    return switch (format) {
      case "N" -> guid.replace("-", "");
      case "B" -> "{" + guid + "}";
      case "P" -> "(" + guid + ")";
      default -> guid;
    };
  }
}
