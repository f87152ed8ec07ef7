package dev.estiba.local.azure;

import dev.estiba.local.azure.runtime.ContainerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a container that ended is run again. The waits are those of Kubernetes. */
enum RestartPolicy {
  ALWAYS("Always"),
  ON_FAILURE("OnFailure"),
  NEVER("Never");

  private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final String wireName;

  RestartPolicy(String wireName) {
    this.wireName = wireName;
  }

  static Optional<RestartPolicy> parse(String name) {
    return Arrays.stream(values()).filter(p -> p.wireName.equalsIgnoreCase(name)).findFirst();
  }

  String wireName() {
    return wireName;
  }

  /** One that succeeded is never run again. */
  RestartPolicy ofInitContainers() {
    return this == NEVER ? NEVER : ON_FAILURE;
  }

  /** Null if it is not run again. */
  @Nullable Instant restartAfter(ContainerState ended, int restarts, Instant now) {
    boolean again =
        ended instanceof ContainerState.Terminated t
            && (this == ALWAYS || (this == ON_FAILURE && !t.succeeded()));
    return again ? now.plus(waitBefore(restarts)) : null;
  }

  /** The first restart is at once. */
  static Duration waitBefore(int restarts) {
    if (restarts == 0) {
      return Duration.ZERO;
    }
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(restarts - 1, 10));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
