package dev.estiba.local.azure.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the containers of one group have in common.
 *
 * @param uid identifies one incarnation of the group, never used again after its delete
 * @param name as the client gave it
 * @param sharesNetwork whether its containers meet on one loopback: not needed for a single one
 * @param address where its ports are published, null if they are not
 * @param reachesHost whether a container may call services of this machine, as {@link
 *     ContainerRuntime#hostName} says
 */
public record GroupSpec(
    String uid,
    String name,
    boolean sharesNetwork,
    List<Volume> volumes,
    @Nullable PublishedAddress address,
    boolean reachesHost,
    List<RegistryCredential> credentials) {

  /**
   * @param ip a loopback address of the group's own
   */
  public record PublishedAddress(String ip, List<Port> ports) {}

  /**
   * @param number the same in the container and outside
   * @param protocol {@code tcp} or {@code udp}
   */
  public record Port(int number, String protocol) {}
}
