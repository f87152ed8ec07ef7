package dev.estiba.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of IP addresses: all that have the same first bits. Immutable. */
final class Network {

  /** What no resolver would be asked about. */
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

  private final byte[] first;
  private final int bits;

  private Network(byte[] first, int bits) {
    this.first = first;
    this.bits = bits;
  }

  /** A network in CIDR notation, such as {@code 10.0.0.0/8}; empty where the text is none. */
  static Optional<Network> parse(String cidr) {
    int slash = cidr.indexOf('/');
    if (slash < 0 || !ADDRESS.matcher(cidr.substring(0, slash)).matches()) {
      return Optional.empty();
    }
    String prefix = cidr.substring(slash + 1);
    try {
      byte[] first = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
      return PREFIX.matcher(prefix).matches() && Integer.parseInt(prefix) <= first.length * 8
          ? Optional.of(new Network(first, Integer.parseInt(prefix)))
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  boolean contains(InetAddress address) {
    byte[] other = address.getAddress();
    if (other.length != first.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((first[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
