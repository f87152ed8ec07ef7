package dev.estiba.local;

import java.util.List;

/**
 * Who may call Estiba.
 *
 * @param address where it listens: a host name or an IP address
 * @param keys whether calls need a key; only on loopback they may do without
 * @param corsOrigins the web pages that may call it, {@code https://example.org} for instance
 */
public record Access(String address, boolean keys, List<String> corsOrigins) {

  public Access {
    corsOrigins = List.copyOf(corsOrigins);
  }

  /** On loopback, with keys, for no other web page. */
  public static Access closed() {
    return new Access("127.0.0.1", true, List.of());
  }

  /** On loopback, for every program of this machine. */
  public static Access withoutKeys() {
    return new Access("127.0.0.1", false, List.of());
  }
}
