package dev.estiba.aci;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A container group's {@code provisioningState}: how its last operation went, not its task. */
public enum ProvisioningState {
  /** Pending, Creating, Updating, Repairing: something is being done. */
  IN_PROGRESS,
  SUCCEEDED,
  /** The group will not come up, and goes on billing until it is deleted. */
  FAILED,
  /** A value that this version does not know. */
  UNKNOWN;

  static ProvisioningState parse(@Nullable String value) {
    return value == null ? UNKNOWN : parseKnown(value);
  }

  private static ProvisioningState parseKnown(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "pending", "creating", "updating", "repairing" -> IN_PROGRESS;
      case "succeeded" -> SUCCEEDED;
      case "failed", "canceled" -> FAILED;
      default -> UNKNOWN;
    };
  }
}
