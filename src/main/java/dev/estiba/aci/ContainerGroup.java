package dev.estiba.aci;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A container group as Azure showed it.
 *
 * @param expires when nobody needs it any more; null where its tags do not say
 * @param provisioning how the last operation on the group went; says nothing about the task
 * @param containers one in the groups that we make; each is {@code WAITING} until more is known
 * @param messages what the group's warnings say, newest last
 */
public record ContainerGroup(
    ContainerGroupId id,
    Optional<Ownership> owner,
    @Nullable Instant expires,
    ProvisioningState provisioning,
    GroupState state,
    List<ContainerView> containers,
    List<String> messages) {

  public ContainerGroup {
    containers = List.copyOf(containers);
    messages = List.copyOf(messages);
  }

  /**
   * A container of the group.
   *
   * @param previous how the run before the current one ended, when Azure restarted the container
   */
  public record ContainerView(
      String name, RunState current, @Nullable RunState previous, int restartCount) {}
}
