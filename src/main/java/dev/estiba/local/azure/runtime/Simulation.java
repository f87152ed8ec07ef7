package dev.estiba.local.azure.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated container does, from its environment variables:
 *
 * <ul>
 *   <li>{@code SIMULATED_START_DELAY}: seconds until it runs, such as {@code 0.5}; 0 if not given
 *   <li>{@code SIMULATED_DURATION}: seconds that it runs; 0 if not given
 *   <li>{@code SIMULATED_EXIT_CODE}: 0 if not given
 *   <li>{@code SIMULATED_LOG}: lines, written evenly over the duration, the first at its start
 * </ul>
 *
 * All of it follows from the time of the request, so nothing has to be stored.
 */
record Simulation(
    Instant startsAt,
    Duration duration,
    int exitCode,
    List<String> lines,
    @Nullable Instant cutAt) {

  static Simulation of(ContainerSpec spec) throws ContainerRefusedException {
    Map<String, String> variables = spec.environment();
    String text = variables.getOrDefault("SIMULATED_LOG", "");
    return new Simulation(
        spec.requestedAt().plus(seconds(variables, "SIMULATED_START_DELAY")),
        seconds(variables, "SIMULATED_DURATION"),
        exitCode(variables),
        text.lines().toList(),
        null);
  }

  /** The same until then; afterwards it writes and ends no more. */
  Simulation cutAt(Instant at) {
    return new Simulation(startsAt, duration, exitCode, lines, isCut() ? cutAt : at);
  }

  /** That time, or the cut before it. */
  Instant lastAt(Instant now) {
    return cutAt == null || now.isBefore(cutAt) ? now : cutAt;
  }

  boolean isCut() {
    return cutAt != null;
  }

  Instant endsAt() {
    return startsAt.plus(duration);
  }

  ContainerState stateAt(Instant now) {
    if (now.isBefore(startsAt)) {
      return new ContainerState.Starting(now);
    }
    return now.isBefore(endsAt())
        ? new ContainerState.Running(startsAt)
        : ContainerState.Terminated.exited(startsAt, endsAt(), exitCode);
  }

  Instant writtenAt(int line) {
    return startsAt.plus(duration.multipliedBy(line).dividedBy(lines.size())).plusNanos(line);
  }

  private static Duration seconds(Map<String, String> variables, String name)
      throws ContainerRefusedException {
    String value = variables.getOrDefault(name, "0");
    try {
      double seconds = Double.parseDouble(value);
      if (seconds >= 0 && seconds <= Integer.MAX_VALUE) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw unreadable(name, value, "a number of seconds such as 0.5");
  }

  private static int exitCode(Map<String, String> variables) throws ContainerRefusedException {
    String value = variables.getOrDefault("SIMULATED_EXIT_CODE", "0");
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw unreadable("SIMULATED_EXIT_CODE", value, "an integer");
    }
  }

  private static ContainerRefusedException unreadable(String name, String value, String expected) {
    return new ContainerRefusedException(
        ContainerRefusedException.Reason.NOT_RUNNABLE,
        "The environment variable " + name + " is '" + value + "' but must be " + expected + ".");
  }
}
