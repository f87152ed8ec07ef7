package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.runtime.ContainerId;
import dev.estiba.local.azure.runtime.ContainerState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A container group as it is stored. Its definition is never changed in place.
 *
 * @param uid names its record and its containers; not used again after a delete
 * @param definition the body of the PUT with its defaults and secrets
 * @param operations never empty, the newest last
 * @param stopped by a client, and not started again
 * @param deleting it is being deleted; nothing takes that back
 * @param ip the address where its ports are published, if any are
 * @param failure why it will not be provisioned, if that is so
 * @param events those of the group itself
 * @param containers the init containers first, all in the order of the definition
 * @param leftovers containers of before, to be removed before any of now is started
 */
record ContainerGroup(
    String uid,
    GroupId id,
    ObjectNode definition,
    List<Operation> operations,
    boolean stopped,
    boolean deleting,
    @Nullable String ip,
    @Nullable ContainerEvent failure,
    List<ContainerEvent> events,
    List<ContainerStatus> containers,
    List<ContainerId> leftovers) {

  private static final int KEPT_OPERATIONS = 20;

  static ContainerGroup asked(
      GroupId id, ObjectNode definition, Operation operation, @Nullable String ip) {
    return new ContainerGroup(
        Uids.next(),
        id,
        definition,
        List.of(operation),
        false,
        false,
        ip,
        null,
        List.of(),
        statuses(definition),
        List.of());
  }

  private static List<ContainerStatus> statuses(ObjectNode definition) {
    Stream<ContainerStatus> init =
        Definitions.initContainers(definition).stream()
            .map(c -> ContainerStatus.asked(c.path("name").asText(), true));
    Stream<ContainerStatus> main =
        Definitions.containers(definition).stream()
            .map(c -> ContainerStatus.asked(c.path("name").asText(), false));
    return Stream.concat(init, main).toList();
  }

  /** Whether its containers are to run, once and again as its restart policy says. */
  boolean isLive() {
    return !stopped && !deleting;
  }

  Operation operation() {
    return operations.get(operations.size() - 1);
  }

  ContainerId containerId(ContainerStatus container) {
    return new ContainerId(uid, container.name(), container.run());
  }

  List<ContainerId> containerIds() {
    return containers.stream().map(this::containerId).toList();
  }

  List<ContainerStatus> mainContainers() {
    return containers.stream().filter(c -> !c.init()).toList();
  }

  List<ContainerStatus> initContainers() {
    return containers.stream().filter(ContainerStatus::init).toList();
  }

  /** The containers that are to be run now and have not been asked for. */
  List<ContainerStatus> due() {
    if (!isLive() || failure != null || !leftovers.isEmpty()) {
      return List.of();
    }
    return initContainers().stream()
        .filter(c -> !c.hasSucceeded())
        .findFirst()
        .map(List::of)
        .orElseGet(this::mainContainers)
        .stream()
        .filter(c -> c.requestedAt() == null)
        .toList();
  }

  /** Whether that run of a container is to be: those of before a restart or an update are not. */
  boolean wants(ContainerId container) {
    return isLive() && containerIds().contains(container);
  }

  ContainerGroup requested(List<ContainerStatus> due, Instant now) {
    return withContainers(c -> due.contains(c) ? c.requested(now) : c);
  }

  /** Returns this if the state is no news. */
  ContainerGroup after(ContainerId container, ContainerState state, Instant now) {
    if (!isLive()) {
      return this;
    }
    return withContainers(
        c -> containerId(c).equals(container) && c.precedes(state) ? changed(c, state, now) : c);
  }

  private ContainerStatus changed(ContainerStatus container, ContainerState state, Instant now) {
    String image = Definitions.imageOf(definition, container.name());
    RestartPolicy policy = Definitions.restartPolicy(definition);
    RestartPolicy own = container.init() ? policy.ofInitContainers() : policy;
    return container.after(state, image, own.restartAfter(state, container.restarts(), now));
  }

  ContainerGroup restarted(ContainerId container, Instant now) {
    if (!isLive()) {
      return this;
    }
    return withContainers(
        c -> containerId(c).equals(container) && c.restartAt() != null ? c.restarted(now) : c);
  }

  ContainerGroup stoppedAt(Instant now) {
    return with(true, deleting, containers.stream().map(c -> c.stopped(now)).toList());
  }

  /** All containers are to be run anew, once those of before are removed. */
  ContainerGroup renewed(Operation asked) {
    // A restart keeps what containers share, but not what is still to be cleared for an update.
    Operation operation = leftovers.isEmpty() ? asked : asked.as(operation().kind());
    List<ContainerStatus> fresh = containers.stream().map(ContainerStatus::renewed).toList();
    return new ContainerGroup(
        uid,
        id,
        definition,
        and(operation),
        false,
        deleting,
        ip,
        null,
        events,
        fresh,
        allContainerIds());
  }

  /** As {@link #renewed}, by another definition. */
  ContainerGroup redefined(ObjectNode newDefinition, @Nullable String newIp, Operation operation) {
    // Runs are counted on, so that no container of before is taken for one of these.
    int run = 1 + containers.stream().mapToInt(ContainerStatus::run).max().orElse(0);
    List<ContainerStatus> fresh =
        statuses(newDefinition).stream().map(c -> c.startingAt(run)).toList();
    return new ContainerGroup(
        uid,
        id,
        newDefinition,
        and(operation),
        false,
        deleting,
        newIp,
        null,
        List.of(),
        fresh,
        allContainerIds());
  }

  /** Those of now and of before. */
  List<ContainerId> allContainerIds() {
    return Stream.concat(leftovers.stream(), containerIds().stream()).toList();
  }

  ContainerGroup without(List<ContainerId> removed) {
    List<ContainerId> left = leftovers.stream().filter(c -> !removed.contains(c)).toList();
    return new ContainerGroup(
        uid, id, definition, operations, stopped, deleting, ip, failure, events, containers, left);
  }

  private List<Operation> and(Operation operation) {
    List<Operation> all = new ArrayList<>(operations);
    all.add(operation);
    return List.copyOf(all.subList(Math.max(0, all.size() - KEPT_OPERATIONS), all.size()));
  }

  ContainerGroup beingDeleted() {
    return with(stopped, true, containers);
  }

  ContainerGroup withDefinition(ObjectNode newDefinition) {
    return new ContainerGroup(
        uid,
        id,
        newDefinition,
        operations,
        stopped,
        deleting,
        ip,
        failure,
        events,
        containers,
        leftovers);
  }

  ContainerGroup failed(ContainerEvent why) {
    List<ContainerEvent> told = ContainerEvent.add(events, List.of(why));
    return new ContainerGroup(
        uid, id, definition, operations, stopped, deleting, ip, why, told, containers, leftovers);
  }

  ContainerGroup told(List<ContainerEvent> more) {
    List<ContainerEvent> told = ContainerEvent.add(events, more);
    return new ContainerGroup(
        uid,
        id,
        definition,
        operations,
        stopped,
        deleting,
        ip,
        failure,
        told,
        containers,
        leftovers);
  }

  private ContainerGroup withContainers(UnaryOperator<ContainerStatus> change) {
    List<ContainerStatus> changed = new ArrayList<>(containers);
    changed.replaceAll(change);
    return changed.equals(containers) ? this : with(stopped, deleting, List.copyOf(changed));
  }

  private ContainerGroup with(
      boolean newStopped, boolean newDeleting, List<ContainerStatus> newContainers) {
    return new ContainerGroup(
        uid,
        id,
        definition,
        operations,
        newStopped,
        newDeleting,
        ip,
        failure,
        events,
        newContainers,
        leftovers);
  }
}
