package dev.estiba.local.azure.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The headers by which ARM counts down the requests of a subscription within an hour. They only
 * inform: nothing is refused. Thread-safe.
 */
final class SubscriptionRates {

  /** ARM's budgets. */
  private enum Kind {
    READS(12_000),
    WRITES(1_200),
    DELETES(15_000);

    private final int perHour;

    Kind(int perHour) {
      this.perHour = perHour;
    }

    static Kind of(String method) {
      return switch (method) {
        case "GET", "HEAD" -> READS;
        case "DELETE" -> DELETES;
        default -> WRITES;
      };
    }
  }

  /** Of so many subscriptions the counts are remembered; of more they begin anew. */
  private static final int MOST_WINDOWS = 3_000;

  private final InstantSource clock;
  private final Map<String, Window> windows = new ConcurrentHashMap<>();

  SubscriptionRates(InstantSource clock) {
    this.clock = clock;
  }

  Map<String, String> count(String subscription, String method) {
    Kind kind = Kind.of(method);
    String name = kind.name().toLowerCase(Locale.ROOT);
    if (windows.size() >= MOST_WINDOWS) {
      windows.clear();
    }
    Window window =
        windows.computeIfAbsent(
            name + "/" + subscription.toLowerCase(Locale.ROOT),
            key -> new Window(Duration.ofHours(1), kind.perHour));
    String whose = subscription.isEmpty() ? "tenant-" : "subscription-";
    return Map.of("x-ms-ratelimit-remaining-" + whose + name, String.valueOf(count(window)));
  }

  private int count(Window window) {
    Instant now = clock.instant();
    synchronized (window) {
      window.add(now);
      return window.remaining(now);
    }
  }
}
