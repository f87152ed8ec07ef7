package dev.estiba.aci;

import java.time.Instant;
import java.util.List;

/**
 * The container groups of one subscription. Every method is one request, or few, and does not wait
 * for what the request started. Nothing here throws for what Azure answers. Thread-safe.
 */
public interface ContainerGroups {

  /** Asks for the group, and first for its resource group where that is missing. */
  Answer<ContainerGroup> create(NewContainerGroup group);

  Answer<ContainerGroup> get(ContainerGroupId id);

  /**
   * The container's log as Azure still has it, each line after its time (RFC 3339); {@code Missing}
   * also says that there is none yet, as of a group that is just being made.
   */
  Answer<String> logs(ContainerGroupId id, String container);

  /**
   * Asks for all containers to be ended; the group stays, and costs nothing. {@code Missing} says
   * that there is no such group.
   */
  Answer<ContainerGroupId> stop(ContainerGroupId id);

  /**
   * Writes into the group's tags that it is to outlive its task, and until when; changes none of
   * its other tags. A read and a write: of two at once one is lost.
   */
  Answer<ContainerGroupId> keep(ContainerGroupId id, Instant until);

  /** Asks for the deletion; {@code Missing} says that there is no such group any more. */
  Answer<ContainerGroupId> delete(ContainerGroupId id);

  /** Every group of the subscription, without the state of its containers. */
  Answer<List<ContainerGroup>> list();

  /** As {@link #list()}, of one resource group; {@code Missing} if there is no such group. */
  Answer<List<ContainerGroup>> list(String resourceGroup);
}
