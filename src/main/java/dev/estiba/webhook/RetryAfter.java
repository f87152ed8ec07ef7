package dev.estiba.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;
import org.jspecify.annotations.Nullable;

/** How long a server asks to wait: in seconds, or until a time by its own clock. */
final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private RetryAfter() {}

  /** Null where nothing, or nothing readable, is said. */
  static @Nullable Long seconds(HttpMessage answer) {
    String wanted = value(answer, "Retry-After");
    if (SECONDS.matcher(wanted).matches()) {
      return Long.parseLong(wanted);
    }
    Instant until = parse(wanted);
    Instant now = parse(value(answer, "Date"));
    return until == null || now == null
        ? null
        : (Long) Math.max(0, Duration.between(now, until).toSeconds());
  }

  private static String value(HttpMessage answer, String name) {
    Header header = answer.getFirstHeader(name);
    return header == null || header.getValue() == null ? "" : header.getValue().trim();
  }

  private static @Nullable Instant parse(String time) {
    try {
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(time, Instant::from);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
