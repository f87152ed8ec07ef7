package dev.estiba.local.azure.runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Network;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How containers reach services of this machine. */
final class DockerHost {

  private static final String NAME = "host.docker.internal";
  private static final String BRIDGE = "com.docker.network.bridge.name";
  private static final String GATEWAY = ":host-gateway";

  /** Podman tells it to every container; not all versions of it know Docker's way of saying so. */
  private static final String PODMAN_NAME = "host.containers.internal";

  /** Docker's default network and Podman's. */
  private static final List<String> NETWORKS = List.of("bridge", "podman");

  private final DockerClient client;
  private @Nullable Boolean isPodman;

  DockerHost(DockerClient client) {
    this.client = client;
  }

  private synchronized boolean isPodman() {
    if (isPodman == null) {
      isPodman =
          Stream.ofNullable(client.versionCmd().exec().getComponents())
              .flatMap(List::stream)
              .map(component -> String.valueOf(component.getName()))
              .anyMatch(name -> name.contains("Podman"));
    }
    return isPodman;
  }

  String name() {
    return isPodman() ? PODMAN_NAME : NAME;
  }

  /** Makes the name known to a container. */
  HostConfig addTo(HostConfig config) {
    return isPodman() ? config : config.withExtraHosts(NAME + GATEWAY);
  }

  /**
   * The address of this machine that the name means in a container; empty if it is none of this
   * machine's own, as with engines in a virtual machine, which pass on to loopback.
   */
  Optional<String> address() {
    String system = Objects.requireNonNullElse(client.infoCmd().exec().getOperatingSystem(), "");
    if (system.contains("Docker Desktop")) {
      return Optional.empty();
    }
    return NETWORKS.stream()
        .flatMap(this::find)
        .flatMap(network -> Stream.concat(gateways(network), ofBridge(network)))
        .filter(DockerHost::isOfThisMachine)
        .findFirst();
  }

  private Stream<Network> find(String name) {
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

  /** An engine does not tell the gateway of a bridge that it has made itself since it started. */
  private static Stream<String> ofBridge(Network network) {
    return Stream.ofNullable(network.getOptions())
        .flatMap(options -> Stream.ofNullable(options.get(BRIDGE)))
        .flatMap(DockerHost::interfaceOf)
        .flatMap(NetworkInterface::inetAddresses)
        .filter(Inet4Address.class::isInstance)
        .map(InetAddress::getHostAddress);
  }

  private static Stream<NetworkInterface> interfaceOf(String name) {
    try {
      return Stream.ofNullable(NetworkInterface.getByName(name));
    } catch (SocketException e) {
      return Stream.empty();
    }
  }

  private static boolean isOfThisMachine(String address) {
    try {
      return NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
    } catch (UnknownHostException | SocketException e) {
      return false;
    }
  }
}
