package dev.estiba.aci;

import com.azure.resourcemanager.containerinstance.fluent.models.ContainerGroupInner;
import com.azure.resourcemanager.containerinstance.models.ContainerGroupIpAddressType;
import com.azure.resourcemanager.containerinstance.models.ContainerGroupNetworkProtocol;
import com.azure.resourcemanager.containerinstance.models.ContainerGroupSubnetId;
import com.azure.resourcemanager.containerinstance.models.DnsConfiguration;
import com.azure.resourcemanager.containerinstance.models.IpAddress;
import com.azure.resourcemanager.containerinstance.models.Port;
import dev.estiba.task.Network;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task's network in the SDK's models. */
final class GroupNetwork {

  private GroupNetwork() {}

  static void addTo(ContainerGroupInner group, @Nullable Network network) {
    if (network == null) {
      return;
    }
    if (network.subnet() != null) {
      group.withSubnetIds(List.of(new ContainerGroupSubnetId().withId(network.subnet())));
    }
    group.withDnsConfig(nameServers(network.dns()));
    if (network.publicAddress() || !network.ports().isEmpty()) {
      group.withIpAddress(address(network));
    }
  }

  private static IpAddress address(Network network) {
    return new IpAddress()
        .withType(
            network.publicAddress()
                ? ContainerGroupIpAddressType.PUBLIC
                : ContainerGroupIpAddressType.PRIVATE)
        .withPorts(network.ports().stream().map(GroupNetwork::toPort).toList())
        .withDnsNameLabel(network.dnsNameLabel());
  }

  private static Port toPort(Network.Port port) {
    return new Port()
        .withPort(port.port())
        .withProtocol(ContainerGroupNetworkProtocol.fromString(port.protocol()));
  }

  /** Azure has the lists as texts with spaces between their items, as in resolv.conf. */
  private static @Nullable DnsConfiguration nameServers(Network.@Nullable Dns dns) {
    return dns == null
        ? null
        : new DnsConfiguration()
            .withNameServers(dns.nameServers())
            .withSearchDomains(joined(dns.searchDomains()))
            .withOptions(joined(dns.options()));
  }

  private static @Nullable String joined(List<String> items) {
    return items.isEmpty() ? null : String.join(" ", items);
  }
}
