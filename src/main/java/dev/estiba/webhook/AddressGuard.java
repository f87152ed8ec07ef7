package dev.estiba.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees that nobody has the host send something to its own network: users say to which address, and
 * the host may reach what they may not. Thread-safe.
 */
public final class AddressGuard {

  /** Says which addresses a name has, at least one. */
  @FunctionalInterface
  public interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /** What was found of a host. */
  sealed interface Found {

    /**
     * It may be connected to, at these addresses and no others: its name may have others a moment
     * later.
     */
    record Fine(List<InetAddress> addresses) implements Found {}

    record Refused(String why) implements Found {}

    record Unknown(String why) implements Found {}
  }

  private final AllowedNetworks allowed;
  private final Resolver resolver;

  public AddressGuard(AllowedNetworks allowed) {
    this(allowed, InetAddress::getAllByName);
  }

  AddressGuard(AllowedNetworks allowed, Resolver resolver) {
    this.allowed = allowed;
    this.resolver = resolver;
  }

  /**
   * Finds the addresses of a host, every one of which has to be fine.
   *
   * @param host a name, or an address in any spelling that the resolver knows, without brackets
   */
  Found find(String host) {
    List<InetAddress> addresses;
    try {
      addresses = List.of(resolver.resolve(host));
    } catch (UnknownHostException e) {
      return new Found.Unknown("The name " + host + " has no address.");
    }
    for (InetAddress address : addresses) {
      String kind = refusalOf(address);
      if (kind != null) {
        return new Found.Refused(
            host
                + " is "
                + kind
                + " ("
                + address.getHostAddress()
                + "), to which nothing is sent. Who runs this installation may allow it with the"
                + " app setting "
                + AllowedNetworks.SETTING
                + ", networks with commas between them such as 10.1.0.0/16.");
      }
    }
    return new Found.Fine(addresses);
  }

  private @Nullable String refusalOf(InetAddress address) {
    InetAddress within = ReservedAddresses.ipv4Within(address);
    boolean isAllowed = allowed.contains(address) || (within != null && allowed.contains(within));
    return isAllowed ? null : ReservedAddresses.kindOf(address);
  }
}
