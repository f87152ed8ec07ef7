package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.runtime.ContainerId;
import dev.estiba.local.azure.runtime.ContainerState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A container group as it is stored.
 *
 * @param uid names the state file and the containers; not used again after a delete
 * @param definition the body of the PUT with its defaults and secrets
 * @param operation the id of the operation that creates it
 */
record ContainerGroup(
    String uid,
    GroupId id,
    ObjectNode definition,
    Instant createdAt,
    String operation,
    boolean deleting,
    List<ContainerStatus> containers) {

  static ContainerGroup requested(
      GroupId id, ObjectNode definition, String operation, Instant now) {
    List<ContainerStatus> containers =
        Definitions.containers(definition).stream()
            .map(c -> ContainerStatus.requested(c.path("name").asText(), now))
            .toList();
    return new ContainerGroup(Uids.next(), id, definition, now, operation, false, containers);
  }

  ContainerId containerId(ContainerStatus container) {
    return new ContainerId(uid, container.name(), container.attempt());
  }

  List<ContainerId> containerIds() {
    return containers.stream().map(this::containerId).toList();
  }

  /** Returns this if the state is no news. */
  ContainerGroup after(ContainerId container, ContainerState state, Instant now) {
    if (deleting) {
      return this;
    }
    return withContainers(
        c -> containerId(c).equals(container) && c.precedes(state) ? changed(c, state, now) : c);
  }

  private ContainerStatus changed(ContainerStatus container, ContainerState state, Instant now) {
    String image = Definitions.imageOf(definition, container.name());
    @Nullable Instant restartAt =
        Definitions.restartPolicy(definition).restartAfter(state, container.attempt(), now);
    return container.after(state, image, restartAt);
  }

  ContainerGroup restarted(ContainerId container, Instant now) {
    if (deleting) {
      return this;
    }
    return withContainers(
        c -> containerId(c).equals(container) && c.restartAt() != null ? c.restarted(now) : c);
  }

  ContainerGroup beingDeleted() {
    return new ContainerGroup(uid, id, definition, createdAt, operation, true, containers);
  }

  ContainerGroup withDefinition(ObjectNode newDefinition) {
    return new ContainerGroup(uid, id, newDefinition, createdAt, operation, deleting, containers);
  }

  private ContainerGroup withContainers(UnaryOperator<ContainerStatus> change) {
    List<ContainerStatus> changed = new ArrayList<>(containers);
    changed.replaceAll(change);
    if (changed.equals(containers)) {
      return this;
    }
    return new ContainerGroup(
        uid, id, definition, createdAt, operation, deleting, List.copyOf(changed));
  }
}
