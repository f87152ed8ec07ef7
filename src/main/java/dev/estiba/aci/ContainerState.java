package dev.estiba.aci;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A container's {@code currentState.state}. */
public enum ContainerState {
  WAITING,
  RUNNING,
  TERMINATED,
  /** A value that this version does not know. */
  UNKNOWN;

  static ContainerState parse(@Nullable String value) {
    return value == null ? WAITING : parseKnown(value);
  }

  private static ContainerState parseKnown(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "waiting" -> WAITING;
      case "running" -> RUNNING;
      case "terminated" -> TERMINATED;
      default -> UNKNOWN;
    };
  }
}
