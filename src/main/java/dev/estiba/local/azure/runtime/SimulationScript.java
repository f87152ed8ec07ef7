package dev.estiba.local.azure.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a simulated container is to do. It may say so itself, by its command (see {@link
 * SimulatedCommand}) and above that by its environment variables:
 *
 * <ul>
 *   <li>{@code SIMULATED_START_DELAY}: seconds until it runs, such as {@code 0.5}
 *   <li>{@code SIMULATED_DURATION}: seconds that it runs
 *   <li>{@code SIMULATED_EXIT_CODE}
 *   <li>{@code SIMULATED_LOG}: lines, written evenly over the duration, the first at its start
 * </ul>
 */
public record SimulationScript(
    Duration startDelay, Duration duration, int exitCode, List<String> log) {

  /** Starts at once and ends at once with 0. */
  static final SimulationScript NOTHING =
      new SimulationScript(Duration.ZERO, Duration.ZERO, 0, List.of());

  /** What the container says; the other script where it says nothing. */
  static SimulationScript of(ContainerSpec spec, SimulationScript otherwise)
      throws ContainerRefusedException {
    SimulationScript base = SimulatedCommand.in(spec).orElse(otherwise);
    Map<String, String> variables = spec.environment();
    return new SimulationScript(
        seconds(variables, "SIMULATED_START_DELAY", base.startDelay()),
        seconds(variables, "SIMULATED_DURATION", base.duration()),
        exitCode(variables, base.exitCode()),
        variables.containsKey("SIMULATED_LOG")
            ? variables.get("SIMULATED_LOG").lines().toList()
            : base.log());
  }

  /** Empty if it is no number of seconds. */
  static Optional<Duration> seconds(String value) {
    try {
      double seconds = Double.parseDouble(value);
      return seconds >= 0 && seconds <= Integer.MAX_VALUE
          ? Optional.of(Duration.ofNanos(Math.round(seconds * 1e9)))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Duration seconds(Map<String, String> variables, String name, Duration otherwise)
      throws ContainerRefusedException {
    String value = variables.get(name);
    if (value == null) {
      return otherwise;
    }
    return seconds(value)
        .orElseThrow(() -> unreadable(name, value, "a number of seconds such as 0.5"));
  }

  private static int exitCode(Map<String, String> variables, int otherwise)
      throws ContainerRefusedException {
    String value = variables.get("SIMULATED_EXIT_CODE");
    try {
      return value == null ? otherwise : Integer.parseInt(value);
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
