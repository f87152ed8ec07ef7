package dev.estiba.task;

import dev.estiba.document.Fields;
import dev.estiba.document.TextRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the network of the container group. */
final class NetworkReader {

  /** Of one address, as Azure documents it. */
  static final int MAX_PORTS = 5;

  private static final int MAX_PORT = 65_535;
  private static final int MAX_DNS_ITEMS = 20;

  /** What Azure keeps for itself, as pairs of first and last. */
  private static final int[][] RESERVED = {
    {22, 22},
    {1025, 1027},
    {3389, 3399},
    {9999, 9999},
    {19_000, 19_000},
    {19_080, 19_080},
    {19_100, 19_100},
    {19_390, 19_390},
    {20_000, 30_000},
    {49_152, 65_534}
  };

  static final TextRule PROTOCOL = TextRule.of("TCP|UDP", "must be TCP or UDP");

  static final TextRule ADDRESS =
      TextRule.of(
          "((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)"
              + "|(?=.*:)[0-9a-fA-F:.]{2,45}",
          "must be an IP address, such as 10.0.0.10");

  static final TextRule DOMAIN =
      TextRule.of(
          "[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?",
          "must be a domain's name, such as corp.example.com");

  static final TextRule OPTION =
      TextRule.of(
          "[a-z0-9-]{1,40}(:[A-Za-z0-9]{1,20})?",
          "must be an option of resolv.conf, such as ndots:2");

  private NetworkReader() {}

  static @Nullable Network read(Fields task) {
    Fields network =
        task.object("network", "{\"publicAddress\": true, \"ports\": [{\"port\": 80}]}");
    if (network == null) {
      return null;
    }
    Network read =
        new Network(
            network.text("subnet", Names.SUBNET),
            dns(network),
            network.flag("publicAddress", false),
            ports(network),
            network.text("dnsNameLabel", Names.DNS_LABEL));
    network.refuseUnknown();
    check(network, read);
    return read;
  }

  private static void check(Fields network, Network read) {
    if (read.publicAddress() && network.has("subnet")) {
      network.problem("publicAddress", "must be false beside a subnet: the address is one of it");
    }
    if (read.publicAddress() && !network.has("ports")) {
      network.problem("ports", "are required with a publicAddress: which ports are open there");
    }
    if (!read.publicAddress() && network.has("ports") && !network.has("subnet")) {
      network.problem("ports", "need an address: publicAddress true, or a subnet");
    }
    if (!read.publicAddress() && network.has("dnsNameLabel")) {
      network.problem("dnsNameLabel", "needs a publicAddress, whose name it is");
    }
  }

  private static Network.@Nullable Dns dns(Fields network) {
    Fields dns = network.object("dns", "{\"nameServers\": [\"10.0.0.10\"]}");
    if (dns == null) {
      return null;
    }
    Network.Dns read =
        new Network.Dns(
            dns.distinctTexts("nameServers", MAX_DNS_ITEMS, ADDRESS, "[\"10.0.0.10\"]"),
            dns.distinctTexts("searchDomains", MAX_DNS_ITEMS, DOMAIN, "[\"corp.example.com\"]"),
            dns.distinctTexts("options", MAX_DNS_ITEMS, OPTION, "[\"ndots:2\"]"));
    if (!dns.has("nameServers") || dns.isEmptyList("nameServers")) {
      dns.problem("nameServers", "is required: at least one IP address");
    }
    dns.refuseUnknown();
    return read;
  }

  private static List<Network.Port> ports(Fields network) {
    List<Network.Port> ports = new ArrayList<>();
    Set<Network.Port> distinct = new HashSet<>();
    for (Fields item : network.objects("ports", MAX_PORTS)) {
      Network.Port port = port(item);
      if (port.port() > 0 && !distinct.add(port)) {
        item.problem("port", "is in the list already with this protocol: " + port.port());
      }
      ports.add(port);
    }
    if (network.isEmptyList("ports")) {
      network.problem("ports", "must have at least one port, or not be there");
    }
    return ports;
  }

  private static Network.Port port(Fields item) {
    int port = (int) item.wholeNumber("port", 0, 1, MAX_PORT, "a port's number");
    if (!item.has("port")) {
      item.problem("port", "is required: a whole number from 1 to " + MAX_PORT);
    }
    for (int[] range : RESERVED) {
      if (port >= range[0] && port <= range[1]) {
        item.problem("port", "must not be one of those that Azure keeps for itself: " + reserved());
      }
    }
    String protocol = item.text("protocol", PROTOCOL);
    item.refuseUnknown();
    return new Network.Port(port, protocol == null ? "TCP" : protocol);
  }

  private static String reserved() {
    List<String> ranges = new ArrayList<>();
    for (int[] range : RESERVED) {
      ranges.add(range[0] == range[1] ? "" + range[0] : range[0] + "-" + range[1]);
    }
    return String.join(", ", ranges);
  }
}
