package dev.estiba.local.azure.fault;

import java.util.Objects;

/** What the platform does to a container group. */
public sealed interface PlatformEffect extends Effect {

  /**
   * The create is accepted, and some time later the group's provisioningState is Failed.
   *
   * @param event the name of the event that tells why; InsufficientCapacity if not given
   * @param message of that event
   */
  record ProvisioningFailure(String event, String message) implements PlatformEffect {

    // Null where it is not given.
    @SuppressWarnings({"RedundantNullCheck", "ConstantValue"})
    public ProvisioningFailure {
      event = Objects.requireNonNullElse(event, "InsufficientCapacity");
      message =
          Objects.requireNonNullElse(
              message, "There is not enough capacity for the container group at this moment.");
    }
  }

  /** The container group is gone before the request reaches it. */
  record Vanish() implements PlatformEffect {}
}
