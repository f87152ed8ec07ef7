package dev.estiba.local.functionhost.app;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as .NET writes them, and so Azure's files: {@code hh:mm:ss} or {@code d.hh:mm:ss.fff}. */
public final class TimeSpan {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d{1,8})\\.)?([01]?\\d|2[0-3]):([0-5]\\d):([0-5]\\d)(?:\\.(\\d{1,7}))?");

  private TimeSpan() {}

  /** Empty if the text is no such time. A fraction is kept up to milliseconds. */
  public static Optional<Duration> parse(String text) {
    Matcher span = FORM.matcher(text.strip());
    if (!span.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(span.group(1) == null ? 0 : Long.parseLong(span.group(1)))
            .plusHours(Long.parseLong(span.group(2)))
            .plusMinutes(Long.parseLong(span.group(3)))
            .plusSeconds(Long.parseLong(span.group(4)))
            .plusMillis(span.group(5) == null ? 0 : millis(span.group(5))));
  }

  private static long millis(String fraction) {
    return Long.parseLong((fraction + "00").substring(0, 3));
  }
}
