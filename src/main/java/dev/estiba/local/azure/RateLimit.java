package dev.estiba.local.azure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * ACI's headers that count down the writes of a subscription. The limits are those of a large
 * subscription, as recorded; here they only inform, nothing is refused. Thread-safe.
 */
final class RateLimit {

  private static final String HEADER = "x-ms-ratelimit-remaining-subscription-resource-requests-";
  private static final int PER_HOUR = 15_000;
  private static final int PER_FIVE_MINUTES = 1_500;

  private final InstantSource clock;
  private final Deque<Instant> lastHour = new ArrayDeque<>();

  RateLimit(InstantSource clock) {
    this.clock = clock;
  }

  synchronized Map<String, String> count() {
    Instant now = clock.instant();
    Instant hourAgo = now.minus(Duration.ofHours(1));
    while (!lastHour.isEmpty() && lastHour.getFirst().isBefore(hourAgo)) {
      lastHour.removeFirst();
    }
    if (lastHour.size() < PER_HOUR) {
      lastHour.addLast(now);
    }
    Instant fiveMinutesAgo = now.minus(Duration.ofMinutes(5));
    long recent = lastHour.stream().filter(at -> at.isAfter(fiveMinutesAgo)).count();
    return Map.of(
        HEADER + "pt1h", String.valueOf(PER_HOUR - lastHour.size()),
        HEADER + "pt5m", String.valueOf(Math.max(0, PER_FIVE_MINUTES - recent)));
  }
}
