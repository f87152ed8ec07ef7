package dev.estiba.local;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What a start spent its time on.
 *
 * @param process from the start of the process until Estiba itself began: the JVM, for the most
 * @param containerGroups the local Container Instances with their runtime
 * @param functions task hub, functions and web server
 */
public record StartTimes(Duration process, Duration containerGroups, Duration functions) {

  static StartTimes of(Instant began, Instant between, Instant ended) {
    // What the system says of the process is true to a second only.
    Instant process = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    return new StartTimes(
        Duration.between(process, began),
        Duration.between(began, between),
        Duration.between(between, ended));
  }

  /** For people. */
  public String text() {
    Duration total = process.plus(containerGroups).plus(functions);
    return String.format(
        Locale.ROOT,
        "%.1f s (process %.1f, container groups %.1f, functions %.1f)",
        seconds(total),
        seconds(process),
        seconds(containerGroups),
        seconds(functions));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
