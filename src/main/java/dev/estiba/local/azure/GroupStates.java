package dev.estiba.local.azure;

import dev.estiba.local.azure.runtime.ContainerState;
import java.time.Instant;
import java.util.List;

/** The two states of a group: how its making went, and how its containers fare. */
final class GroupStates {

  static final String PENDING = "Pending";

  private GroupStates() {}

  /** How the newest operation goes: one that is not over is pending. */
  static String operation(ContainerGroup group) {
    String state = provisioning(group);
    return state.equals("Creating") || state.equals("Updating") ? PENDING : state;
  }

  /** Is about the newest operation, not about what the containers do. */
  static String provisioning(ContainerGroup group) {
    if (isFailed(group)) {
      return "Failed";
    }
    List<ContainerStatus> containers = group.mainContainers();
    if (group.stopped() || containers.stream().allMatch(ContainerStatus::hasStarted)) {
      return "Succeeded";
    }
    Operation.Kind kind = group.operation().kind();
    if (kind == Operation.Kind.RESTART || kind == Operation.Kind.UPDATE) {
      return "Updating";
    }
    return group.containers().stream().anyMatch(c -> c.state() != null) ? "Creating" : PENDING;
  }

  /** {@code instanceView.state}. */
  static String of(ContainerGroup group, Instant now) {
    if (group.stopped()) {
      return "Stopped";
    }
    if (isFailed(group)) {
      return "Failed";
    }
    List<ContainerStatus> containers = group.mainContainers();
    if (!containers.stream().allMatch(ContainerStatus::hasStarted)) {
      return PENDING;
    }
    if (containers.stream().anyMatch(c -> !showsItsEnd(c, now))) {
      return "Running";
    }
    return containers.stream().allMatch(ContainerStatus::hasSucceeded) ? "Succeeded" : "Failed";
  }

  /** For a moment that is so of a container that is run again: see {@link ContainerView}. */
  private static boolean showsItsEnd(ContainerStatus container, Instant now) {
    return container.state() instanceof ContainerState.Terminated
        && (container.isOver() || !ContainerView.backsOff(container, now));
  }

  private static boolean isFailed(ContainerGroup group) {
    return group.failure() != null
        || group.containers().stream().anyMatch(ContainerStatus::isNotProvisioned)
        || (!group.stopped()
            && group.initContainers().stream().anyMatch(c -> c.isOver() && !c.hasSucceeded()));
  }
}
