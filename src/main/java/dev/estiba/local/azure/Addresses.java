package dev.estiba.local.azure;

import java.util.Set;

/**
 * Loopback addresses for the groups that publish ports, one each, so that the same port of two
 * groups does not collide. Linux answers on all of 127.0.0.0/8. Thread-safe.
 */
final class Addresses {

  private static final int LAST = 0xFFFE;

  private int last;

  /** Returns one that is not in use. */
  synchronized String next(Set<String> inUse) {
    for (int tries = 0; tries < LAST; tries++) {
      last = last % LAST + 1;
      String address = "127.77." + (last >> 8) + "." + (last & 0xFF);
      if (!inUse.contains(address)) {
        return address;
      }
    }
    throw ArmErrors.engineUnavailable("All loopback addresses are in use; delete groups.");
  }
}
