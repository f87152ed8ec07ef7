package dev.estiba.aci;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A container group's {@code instanceView.state}. */
public enum GroupState {
  PENDING,
  RUNNING,
  SUCCEEDED,
  FAILED,
  STOPPED,
  /** Azure says so itself, or the value is one that this version does not know. */
  UNKNOWN;

  static GroupState parse(@Nullable String value) {
    return value == null ? UNKNOWN : parseKnown(value);
  }

  private static GroupState parseKnown(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "pending" -> PENDING;
      case "running" -> RUNNING;
      case "succeeded" -> SUCCEEDED;
      case "failed" -> FAILED;
      case "stopped" -> STOPPED;
      default -> UNKNOWN;
    };
  }
}
