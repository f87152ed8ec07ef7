package dev.estiba.local.azure.runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** How containers reach services of this machine. */
final class DockerHost {

  static final String NAME = "host.docker.internal";

  /** Makes the name known to a container. */
  static final String ENTRY = NAME + ":host-gateway";

  /** Docker's default network and Podman's. */
  private static final List<String> NETWORKS = List.of("bridge", "podman");

  private DockerHost() {}

  /**
   * The address of this machine that the name means in a container; empty if it is none of this
   * machine's own, as with engines in a virtual machine, which pass on to loopback.
   */
  static Optional<String> address(DockerClient client) {
    String system = Objects.requireNonNullElse(client.infoCmd().exec().getOperatingSystem(), "");
    if (system.contains("Docker Desktop")) {
      return Optional.empty();
    }
    return NETWORKS.stream()
        .flatMap(name -> find(client, name))
        .flatMap(DockerHost::gateways)
        .filter(DockerHost::isOfThisMachine)
        .findFirst();
  }

  private static Stream<Network> find(DockerClient client, String name) {
    try {
      return Stream.of(client.inspectNetworkCmd().withNetworkId(name).exec());
    } catch (NotFoundException e) {
      return Stream.empty();
    }
  }

  private static Stream<String> gateways(Network network) {
    return Stream.ofNullable(network.getIpam())
        .flatMap(ipam -> Stream.ofNullable(ipam.getConfig()))
        .flatMap(List::stream)
        .flatMap(config -> Stream.ofNullable(config.getGateway()));
  }

  private static boolean isOfThisMachine(String address) {
    try {
      return NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
    } catch (UnknownHostException | SocketException e) {
      return false;
    }
  }
}
