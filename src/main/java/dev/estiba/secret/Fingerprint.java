package dev.estiba.secret;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A short text to compare two requests by. One with literal secrets is keyed, so that nobody can
 * try out secrets against it: {@code h1.KEY-ID.HMAC-SHA256}; another is {@code s1.SHA-256}. Both
 * are of the {@linkplain CanonicalJson canonical} document and in base64url.
 */
final class Fingerprint {

  private static final String KEYED = "h1.";
  private static final String PLAIN = "s1.";

  private Fingerprint() {}

  static String plain(JsonNode document) {
    return PLAIN + encoded(sha256(bytes(document)));
  }

  static String keyed(SealingKey key, JsonNode document) {
    return KEYED + key.id() + "." + encoded(key.fingerprint(bytes(document)));
  }

  static boolean isPlain(String fingerprint) {
    return fingerprint.startsWith(PLAIN);
  }

  /** The id of the key of one that is not plain. */
  static String keyId(String fingerprint) {
    int end = fingerprint.lastIndexOf('.');
    return fingerprint.startsWith(KEYED) && end > KEYED.length()
        ? fingerprint.substring(KEYED.length(), end)
        : "";
  }

  static boolean equal(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(JsonNode document) {
    return CanonicalJson.of(document).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
