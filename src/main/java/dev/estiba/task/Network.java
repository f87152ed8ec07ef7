package dev.estiba.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network of the container group.
 *
 * @param subnet resource id; null for none
 * @param publicAddress whether the group has a public IP address; its ports are open there
 * @param ports of the group's address, public or in the subnet; at most five
 * @param dnsNameLabel of the public address
 */
public record Network(
    @Nullable String subnet,
    @Nullable Dns dns,
    boolean publicAddress,
    List<Port> ports,
    @Nullable String dnsNameLabel) {

  public Network {
    ports = List.copyOf(ports);
  }

  /** Which name servers the containers ask, in place of Azure's. */
  public record Dns(List<String> nameServers, List<String> searchDomains, List<String> options) {

    public Dns {
      nameServers = List.copyOf(nameServers);
      searchDomains = List.copyOf(searchDomains);
      options = List.copyOf(options);
    }
  }

  /**
   * An open port.
   *
   * @param protocol {@code TCP} or {@code UDP}
   */
  public record Port(int port, String protocol) {}
}
