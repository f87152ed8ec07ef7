package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.web.Cors;
import java.net.InetAddress;

/**
 * Who may call the host.
 *
 * @param address where it listens
 * @param keys whether calls need a key as they would in Azure; only on loopback they may do without
 * @param cors which other web pages may call it
 */
public record HostAccess(InetAddress address, boolean keys, Cors cors) {

  /**
   * @throws IllegalArgumentException if everybody could call the host
   */
  public HostAccess {
    if (!keys && !address.isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "Without keys the host listens on loopback only, and "
              + address.getHostAddress()
              + " can be reached from other machines");
    }
    if (!keys && cors.allowsEvery()) {
      throw new IllegalArgumentException(
          "Without keys every web page could call the host: name the origins instead of *");
    }
  }

  /** Loopback, with keys, for no other web page. */
  public static HostAccess closed() {
    return new HostAccess(InetAddress.getLoopbackAddress(), true, Cors.NONE);
  }

  public HostAccess withoutKeys() {
    return new HostAccess(address, false, cors);
  }
}
