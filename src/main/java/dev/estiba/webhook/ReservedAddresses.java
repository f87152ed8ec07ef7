package dev.estiba.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that are not on the Internet, by IANA's special-purpose registries (RFC 6890), and
 * those at which clouds answer their own machines.
 */
final class ReservedAddresses {

  private static final Map<Network, String> IPV4 = new LinkedHashMap<>();
  private static final Map<Network, String> IPV6 = new LinkedHashMap<>();

  /** Everything that is routed; all the rest of IPv6 is local, or nobody's. */
  private static final Network IPV6_INTERNET = network("2000::/3");

  /** IPv4 by way of a NAT64 (RFC 6052): the last four bytes. */
  private static final Network NAT64 = network("64:ff9b::/96");

  /** IPv4 by way of a 6to4 relay (RFC 3056): the four bytes behind the first two. */
  private static final Network SIX_TO_FOUR = network("2002::/16");

  static {
    IPV4.put(network("168.63.129.16/32"), "an address of Azure's own platform");
    IPV4.put(network("0.0.0.0/8"), "an address of this host itself");
    IPV4.put(network("10.0.0.0/8"), "a private address");
    IPV4.put(network("100.64.0.0/10"), "an address of a provider's own network");
    IPV4.put(network("127.0.0.0/8"), "an address of this host itself");
    IPV4.put(network("169.254.0.0/16"), "a link-local address, as clouds have for their metadata");
    IPV4.put(network("172.16.0.0/12"), "a private address");
    IPV4.put(network("192.0.0.0/24"), "a reserved address");
    IPV4.put(network("192.0.2.0/24"), "an address for documentation");
    IPV4.put(network("192.88.99.0/24"), "a reserved address");
    IPV4.put(network("192.168.0.0/16"), "a private address");
    IPV4.put(network("198.18.0.0/15"), "an address for benchmarks");
    IPV4.put(network("198.51.100.0/24"), "an address for documentation");
    IPV4.put(network("203.0.113.0/24"), "an address for documentation");
    IPV4.put(network("224.0.0.0/4"), "a multicast address");
    IPV4.put(network("240.0.0.0/4"), "a reserved address");
    IPV6.put(network("::/127"), "an address of this host itself");
    IPV6.put(network("fc00::/7"), "a private address");
    IPV6.put(network("fe80::/10"), "a link-local address");
    IPV6.put(network("ff00::/8"), "a multicast address");
    IPV6.put(network("2001::/23"), "a reserved address");
    IPV6.put(network("2001:db8::/32"), "an address for documentation");
    IPV6.put(network("3fff::/20"), "an address for documentation");
  }

  private ReservedAddresses() {}

  /** What kind of address it is; null where it is one of the Internet. */
  static @Nullable String kindOf(InetAddress address) {
    boolean isIpv4 = address.getAddress().length == 4;
    String kind = kindIn(isIpv4 ? IPV4 : IPV6, address);
    if (kind != null || isIpv4) {
      return kind;
    }
    InetAddress within = ipv4Within(address);
    if (within != null) {
      return kindOf(within);
    }
    return IPV6_INTERNET.contains(address) ? null : "a reserved address";
  }

  /**
   * The IPv4 address that an IPv6 one leads to; null where it leads to none. Others that hold one
   * are reserved as a whole, or Java has made IPv4 of them.
   */
  static @Nullable InetAddress ipv4Within(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (NAT64.contains(address)) {
      return ipv4(bytes, 12);
    }
    return SIX_TO_FOUR.contains(address) ? ipv4(bytes, 2) : null;
  }

  private static @Nullable String kindIn(Map<Network, String> kinds, InetAddress address) {
    return kinds.entrySet().stream()
        .filter(kind -> kind.getKey().contains(address))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static InetAddress ipv4(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are an address", e);
    }
  }

  private static Network network(String cidr) {
    return Network.parse(cidr).orElseThrow(() -> new IllegalArgumentException(cidr));
  }
}
