package dev.estiba.aci;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long Azure asks to wait: by a header, or in the message as of a throttled subscription. */
final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
  private static final Pattern IN_MESSAGE =
      Pattern.compile("try again after '?([0-9]{1,6})'? seconds");

  private RetryAfter() {}

  /** Null where nothing, or nothing readable, is said. */
  static @Nullable Duration of(HttpHeaders headers, String message) {
    String header = headers.getValue(HttpHeaderName.RETRY_AFTER);
    if (header == null) {
      return inMessage(message);
    }
    return SECONDS.matcher(header).matches()
        ? Duration.ofSeconds(Long.parseLong(header))
        : until(header, headers.getValue(HttpHeaderName.DATE));
  }

  private static @Nullable Duration inMessage(String message) {
    Matcher matcher = IN_MESSAGE.matcher(message);
    return matcher.find() ? Duration.ofSeconds(Long.parseLong(matcher.group(1))) : null;
  }

  /** Both are times of the server: its clock need not be ours. */
  private static @Nullable Duration until(String time, @Nullable String now) {
    Instant until = parse(time);
    Instant from = now == null ? null : parse(now);
    if (until == null || from == null) {
      return null;
    }
    return until.isAfter(from) ? Duration.between(from, until) : Duration.ZERO;
  }

  private static @Nullable Instant parse(String time) {
    try {
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(time, Instant::from);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
