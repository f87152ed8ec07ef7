package dev.estiba.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short texts that are the same for the same thing, and for nothing else. */
final class Identity {

  private static final int HEX_DIGITS = 24;

  private Identity() {}

  static String of(String namespace, String name) {
    // With the length before it, no other two texts make the same one together.
    String both = namespace.length() + ":" + namespace + name;
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(both.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
