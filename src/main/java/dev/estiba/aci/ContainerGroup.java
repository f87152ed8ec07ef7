package dev.estiba.aci;

import dev.estiba.task.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A container group as Azure showed it.
 *
 * @param expires when nobody needs it any more; null where its tags do not say
 * @param kept whether it is to outlive its task until it expires
 * @param provisioning how the last operation on the group went; says nothing about the task
 * @param containers the one that counts and the sidecars; each is {@code WAITING} until more is
 *     known
 * @param events of the group, then of its containers; Azure keeps them for a while, and none in a
 *     list
 */
public record ContainerGroup(
    ContainerGroupId id,
    Optional<Ownership> owner,
    @Nullable Instant expires,
    boolean kept,
    Priority priority,
    ProvisioningState provisioning,
    GroupState state,
    List<ContainerView> containers,
    List<ContainerView> initContainers,
    List<GroupEvent> events) {

  public ContainerGroup {
    containers = List.copyOf(containers);
    initContainers = List.copyOf(initContainers);
    events = List.copyOf(events);
  }

  /**
   * A container of the group.
   *
   * @param previous how the run before the current one ended, when Azure restarted the container
   */
  public record ContainerView(
      String name, RunState current, @Nullable RunState previous, int restartCount) {}

  /** Until when it is to outlive its task; null if it is not. */
  public @Nullable Instant keptUntil() {
    return kept ? expires : null;
  }

  /** The container whose end is the task's: the one named as the group. */
  public Optional<ContainerView> counting() {
    return containers.stream().filter(container -> container.name().equals(id.name())).findFirst();
  }

  /** An init container that ended with another code than 0: the others will not start. */
  public Optional<ContainerView> failedInitContainer() {
    return initContainers.stream().filter(ContainerGroup::hasFailed).findFirst();
  }

  private static boolean hasFailed(ContainerView container) {
    Integer exitCode = container.current().exitCode();
    return exitCode != null && exitCode != 0;
  }

  /** When the first pull of an image began, and with it Azure's bill; null where unknown. */
  public @Nullable Instant pullStarted() {
    return events.stream()
        .filter(event -> event.name().equalsIgnoreCase("Pulling"))
        .map(GroupEvent::first)
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** What the group's warnings say, in the order of {@link #events()}. */
  public List<String> messages() {
    return events.stream()
        .filter(GroupEvent::warning)
        .map(event -> event.name() + ": " + event.message())
        .toList();
  }

  /**
   * Why the group will not come up; empty unless its provisioning failed, or an image of it can
   * surely not be pulled. Only the event {@code InsufficientCapacity} was seen of Azure; what the
   * events of failed pulls say is concluded from what registries and Kubernetes say elsewhere.
   */
  public Optional<AciFailure> provisioningFailure() {
    return provisioning == ProvisioningState.FAILED
        ? Optional.of(EventFailures.of(events))
        : EventFailures.hopelessPull(events);
  }

  /** Whether Azure took a Spot group's machine away; see {@link Preemption}. */
  public Optional<AciFailure> preemption() {
    return Preemption.of(this);
  }
}
