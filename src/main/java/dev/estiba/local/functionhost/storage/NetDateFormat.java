package dev.estiba.local.functionhost.storage;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A custom format of .NET for dates, which is what binding expressions are written in; in UTC. */
final class NetDateFormat {

  /** Quoted text, or several of one letter, or anything else. */
  private static final Pattern PART =
      Pattern.compile("'[^']*'|\"[^\"]*\"|([A-Za-z])\\1*|[^A-Za-z]");

  /** What the Functions host writes for a bare {@code {datetime}}. */
  static final NetDateFormat DEFAULT = new NetDateFormat("yyyy-MM-ddTHH-mm-ssK");

  private final DateTimeFormatter formatter;

  /**
   * @throws IllegalArgumentException if the format is malformed
   */
  NetDateFormat(String format) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
    Matcher parts = PART.matcher(format);
    while (parts.find()) {
      append(builder, parts.group());
    }
    this.formatter = builder.toFormatter(Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  private static void append(DateTimeFormatterBuilder builder, String part) {
    int length = part.length();
    switch (part.charAt(0)) {
      case 'y', 'M', 'H', 'h', 'm', 's' -> builder.appendPattern(part);
      case 'd' -> builder.appendPattern(length <= 2 ? part : length == 3 ? "EEE" : "EEEE");
      case 'f', 'F' -> builder.appendPattern("S".repeat(length));
      case 't' -> builder.appendPattern("a");
      case 'K' -> builder.appendPattern("X");
      case 'z' -> builder.appendPattern(length <= 2 ? "x" : "xxx");
      case '\'', '"' -> builder.appendLiteral(unquoted(part));
      default -> builder.appendLiteral(part);
    }
  }

  private static String unquoted(String part) {
    if (part.length() == 1) {
      throw new IllegalArgumentException("a format has a quote without its other half");
    }
    return part.substring(1, part.length() - 1);
  }

  String write(Instant instant) {
    return formatter.format(instant);
  }
}
