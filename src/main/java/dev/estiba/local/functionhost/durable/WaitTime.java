package dev.estiba.local.functionhost.durable;

import dev.estiba.local.functionhost.web.QueryString;
import java.time.Duration;
import java.util.Optional;

/** How long a request wants to wait for the end of what it starts. */
final class WaitTime {

  /** Seconds after which Azure's front end gives a request up. */
  private static final double LONGEST = 230;

  private WaitTime() {}

  /**
   * Empty if the request does not want to wait: it must give both {@code timeout} and {@code
   * pollingInterval}. There is no need to poll here; the interval only has to be possible.
   */
  static Optional<Duration> of(QueryString query) {
    Optional<Double> timeout = seconds(query, "timeout");
    Optional<Double> interval = seconds(query, "pollingInterval");
    if (timeout.isEmpty() || interval.isEmpty()) {
      return Optional.empty();
    }
    if (interval.get() > timeout.get()) {
      String why =
          "Total timeout "
              + query.value("timeout").orElse("")
              + " should be bigger than retry timeout "
              + query.value("pollingInterval").orElse("");
      throw ApiException.wrongArgument(why, why);
    }
    return Optional.of(Duration.ofMillis((long) (Math.min(timeout.get(), LONGEST) * 1000)));
  }

  private static Optional<Double> seconds(QueryString query, String name) {
    try {
      return query
          .value(name)
          .map(Double::parseDouble)
          .filter(seconds -> seconds >= 0 && Double.isFinite(seconds));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
