package dev.estiba.local.azure;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The bearer tokens that are let in: one of its own, the same for all the life of a directory, and
 * those of managed identities that are meant for Azure Resource Manager.
 */
final class AccessTokens {

  private static final int BYTES = 32;

  /** As Azure Resource Manager knows itself. */
  static final List<String> AUDIENCES =
      List.of("https://management.core.windows.net/", "https://management.azure.com/");

  private static final Pattern TOKEN = Pattern.compile("[-_A-Za-z0-9]{43,}");

  private final String own;
  private final TokenIssuer issuer;

  private AccessTokens(String own, TokenIssuer issuer) {
    this.own = own;
    this.issuer = issuer;
  }

  /** Reads the token of a directory, or makes it. */
  static AccessTokens in(Path file, TokenIssuer issuer) throws IOException {
    if (!Files.exists(file)) {
      byte[] token = random().getBytes(StandardCharsets.US_ASCII);
      DurableFile.writePrivate(file, token);
    }
    Files.setPosixFilePermissions(file, DurableFile.OWNER_ONLY);
    String token = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    if (!TOKEN.matcher(token).matches()) {
      throw new IOException(
          "The file " + file + " holds no access token; delete it, and a new one is made.");
    }
    return new AccessTokens(token, issuer);
  }

  String own() {
    return own;
  }

  /** Takes the same time wherever a wrong token differs. */
  boolean isOwn(String token) {
    return MessageDigest.isEqual(hash(own), hash(token));
  }

  /**
   * @param base how the client calls this server: some ask for a token with that as its audience
   */
  boolean accept(String token, URI base) {
    return isOwn(token)
        || issuer.accepts(token, base.toString())
        || AUDIENCES.stream().anyMatch(audience -> issuer.accepts(token, audience));
  }

  private static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
