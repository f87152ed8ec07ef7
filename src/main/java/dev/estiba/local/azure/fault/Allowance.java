package dev.estiba.local.azure.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many creates, or deletes, a subscription still has in a region. Without limits it only
 * counts, from those of a large subscription. Thread-safe.
 */
final class Allowance {

  private static final String HEADER = "x-ms-ratelimit-remaining-subscription-resource-requests-";
  private static final int LARGE_PER_HOUR = 15_000;
  private static final int LARGE_PER_FIVE_MINUTES = 1_500;

  /** Limits; null for none. */
  record Limit(@Nullable Integer perFiveMinutes, @Nullable Integer perHour) {}

  private final Limit limit;
  private final Window fiveMinutes;
  private final Window hour;

  Allowance(Limit limit) {
    this.limit = limit;
    this.fiveMinutes =
        new Window(Duration.ofMinutes(5), orElse(limit.perFiveMinutes(), LARGE_PER_FIVE_MINUTES));
    this.hour = new Window(Duration.ofHours(1), orElse(limit.perHour(), LARGE_PER_HOUR));
  }

  private static int orElse(@Nullable Integer limit, int otherwise) {
    return limit == null ? otherwise : limit;
  }

  /** Whether it is as a new one. */
  synchronized boolean isUnused(Instant now) {
    return hour.isEmpty(now);
  }

  /**
   * Takes one and tells what is left.
   *
   * @param what is taken, for people
   * @throws RefusalException if there is none
   */
  synchronized Map<String, String> take(String what, Instant now) {
    Duration wait =
        longer(wait(limit.perFiveMinutes(), fiveMinutes, now), wait(limit.perHour(), hour, now));
    if (!wait.isZero()) {
      throw new RefusalException(refusal(what, wait).with(headers(now)));
    }
    fiveMinutes.add(now);
    hour.add(now);
    return headers(now);
  }

  private static Duration wait(@Nullable Integer limit, Window window, Instant now) {
    return limit == null ? Duration.ZERO : window.untilFree(now);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static Reply refusal(String what, Duration wait) {
    return Reply.error(
            429,
            "TooManyRequests",
            "Number of requests for "
                + what
                + " exceeded the limit. Please try again after '"
                + Reply.seconds(wait)
                + "' seconds.")
        .retryAfter(wait);
  }

  private Map<String, String> headers(Instant now) {
    return Map.of(
        HEADER + "pt1h", String.valueOf(hour.remaining(now)),
        HEADER + "pt5m", String.valueOf(fiveMinutes.remaining(now)));
  }
}
