package dev.estiba.local.azure;

import java.util.UUID;

/** Names that are never used again. */
final class Uids {

  private Uids() {}

  static String next() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
