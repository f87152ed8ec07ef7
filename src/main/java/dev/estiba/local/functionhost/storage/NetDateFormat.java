package dev.estiba.local.functionhost.storage;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A custom format of .NET for dates, which is what binding expressions are written in; in UTC. */
final class NetDateFormat {

  /** What the Functions host writes for a bare {@code {datetime}}. */
  static final NetDateFormat DEFAULT = new NetDateFormat("yyyy-MM-ddTHH-mm-ssK");

  /** Quoted text, or several of one letter, or anything else. */
  private static final Pattern PART =
      Pattern.compile("'[^']*'|\"[^\"]*\"|([A-Za-z])\\1*|[^A-Za-z]");

  private final DateTimeFormatter formatter;

  NetDateFormat(String format) {
    StringBuilder pattern = new StringBuilder();
    Matcher parts = PART.matcher(format);
    while (parts.find()) {
      pattern.append(translated(parts.group()));
    }
    this.formatter =
        DateTimeFormatter.ofPattern(pattern.toString(), Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  private static String translated(String part) {
    int length = part.length();
    return switch (part.charAt(0)) {
      case 'y', 'M', 'H', 'h', 'm', 's' -> part;
      case 'd' -> length <= 2 ? part : length == 3 ? "EEE" : "EEEE";
      case 'f', 'F' -> "S".repeat(length);
      case 't' -> "a";
      case 'K' -> "X";
      case 'z' -> length <= 2 ? "x" : "xxx";
      case '\'', '"' -> literal(part.substring(1, Math.max(1, length - 1)));
      default -> literal(part);
    };
  }

  private static String literal(String text) {
    return text.isEmpty() ? "" : "'" + text.replace("'", "''") + "'";
  }

  String write(Instant instant) {
    return formatter.format(instant);
  }
}
