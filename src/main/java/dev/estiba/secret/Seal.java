package dev.estiba.secret;

import dev.estiba.task.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The text of a sealed secret: {@code v1.KEY-ID.DATA}, where DATA is base64url of a random nonce of
 * 96 bits, the AES-256-GCM ciphertext and its tag of 128 bits.
 *
 * @param keyId of the key that it was sealed with
 */
record Seal(String keyId, byte[] data) {

  private static final Pattern TEXT = Pattern.compile("v1\\.([0-9a-f]{8})\\.([A-Za-z0-9_-]+)");
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Who a sealed text belongs to; it opens for nobody else.
   *
   * @param app name of the installation
   * @param owner what was submitted with it, an instance id for instance
   */
  record Binding(String app, String owner) {

    /** With the length of the first, so that no two bindings give the same bytes. */
    byte[] bytes() {
      return ("estiba v1 " + app.length() + " " + app + owner).getBytes(StandardCharsets.UTF_8);
    }
  }

  static Secret.Sealed seal(SealingKey key, Binding binding, String text) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, binding, nonce);
      byte[] sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
      byte[] data =
          ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
      return new Secret.Sealed("v1." + key.id() + "." + encoded(data));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Nothing can be sealed in this JVM", e);
    }
  }

  /**
   * @return empty for a text that is none of ours
   */
  static Optional<Seal> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      byte[] data = Base64.getUrlDecoder().decode(matcher.group(2));
      boolean whole = data.length >= NONCE_BYTES + TAG_BITS / Byte.SIZE;
      // Several texts decode to the same bytes, as the last character's low bits say nothing.
      return whole && encoded(data).equals(matcher.group(2))
          ? Optional.of(new Seal(matcher.group(1), data))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String encoded(byte[] data) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(data);
  }

  /**
   * @return empty if it was changed, or belongs to somebody else
   */
  Optional<String> open(SealingKey key, Binding binding) {
    ByteBuffer parts = ByteBuffer.wrap(data);
    byte[] nonce = new byte[NONCE_BYTES];
    parts.get(nonce);
    byte[] sealed = new byte[parts.remaining()];
    parts.get(sealed);
    try {
      byte[] text = cipher(Cipher.DECRYPT_MODE, key, binding, nonce).doFinal(sealed);
      return Optional.of(new String(text, StandardCharsets.UTF_8));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Nothing can be opened in this JVM", e);
    }
  }

  private static Cipher cipher(int mode, SealingKey key, Binding binding, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key.forSealing(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(binding.bytes());
    return cipher;
  }
}
