package dev.estiba.local.azure.fault;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What the containers of some names do on the simulated runtime, as far as they do not say it
 * themselves. The first entry that fits a container holds.
 *
 * @param name which container groups, as in a {@link Rule}; {@code *} if not given
 * @param container which of their containers; {@code *} if not given
 * @param startDelay from the request until the container runs; the image is pulled in its first
 *     half
 * @param duration how long it runs
 * @param log lines, written evenly over the duration, the first at its start
 */
public record SimulatedContainers(
    String name,
    String container,
    Duration startDelay,
    Duration duration,
    int exitCode,
    List<String> log) {

  // Null where it is not given.
  @SuppressWarnings({"RedundantNullCheck", "ConstantValue"})
  public SimulatedContainers {
    name = Objects.requireNonNullElse(name, "*");
    container = Objects.requireNonNullElse(container, "*");
    startDelay = Objects.requireNonNullElse(startDelay, Duration.ZERO);
    duration = Objects.requireNonNullElse(duration, Duration.ZERO);
    log = List.copyOf(Objects.requireNonNullElse(log, List.of()));
  }

  /** Whether they are meant. */
  public boolean fit(String groupName, String containerName) {
    return Glob.of(name).fits(groupName) && Glob.of(container).fits(containerName);
  }
}
