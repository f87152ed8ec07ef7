package dev.estiba.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A key of {@value #BYTES} bytes, from which the keys for each use are derived. Immutable. */
final class SealingKey {

  static final int BYTES = 32;
  private static final int ID_BYTES = 4;
  private static final String MAC = "HmacSHA256";

  private final byte[] bytes;
  private final String id;

  private SealingKey(byte[] bytes) {
    this.bytes = bytes;
    this.id = HexFormat.of().formatHex(Arrays.copyOf(derived("estiba key id"), ID_BYTES));
  }

  /**
   * @param base64 of {@value #BYTES} bytes
   * @return empty for anything else
   */
  static Optional<SealingKey> parse(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64.trim());
      return bytes.length == BYTES ? Optional.of(new SealingKey(bytes)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Tells keys apart, and nothing of what they are. */
  String id() {
    return id;
  }

  SecretKey forSealing() {
    return new SecretKeySpec(derived("estiba seal"), "AES");
  }

  byte[] fingerprint(byte[] text) {
    return mac(derived("estiba fingerprint"), text);
  }

  /** One key is never used for two purposes. */
  private byte[] derived(String purpose) {
    return mac(bytes, purpose.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] mac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealingKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "SealingKey[" + id + "]";
  }
}
