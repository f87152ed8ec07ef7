package dev.estiba.local.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks the access tokens of managed identities: JSON Web Tokens, as Azure's are, signed
 * with a key of the data directory (HS256, RFC 7518). Thread-safe.
 */
final class TokenIssuer {

  /** As Azure's for managed identities. */
  static final Duration VALIDITY = Duration.ofHours(24);

  private static final String ALGORITHM = "HmacSHA256";
  private static final String HEADER = base64("{\"typ\":\"JWT\",\"alg\":\"HS256\"}");

  private final byte[] key;
  private final InstantSource clock;

  TokenIssuer(byte[] key, InstantSource clock) {
    this.key = key.clone();
    this.clock = clock;
  }

  /**
   * Whom a token is for.
   *
   * @param resource the group or the user-assigned identity; empty for a service principal
   */
  record Holder(String principalId, String clientId, String resource) {}

  String issue(Holder holder, String audience) {
    Instant now = clock.instant();
    ObjectNode claims = Json.object();
    claims.put("aud", audience).put("iss", "https://sts.windows.net/" + Identities.TENANT + "/");
    claims.put("iat", now.getEpochSecond()).put("nbf", now.getEpochSecond());
    claims.put("exp", now.plus(VALIDITY).getEpochSecond());
    claims.put("oid", holder.principalId()).put("sub", holder.principalId());
    claims.put("appid", holder.clientId()).put("tid", Identities.TENANT);
    if (!holder.resource().isEmpty()) {
      claims.put("xms_mirid", holder.resource());
    }
    String content = HEADER + "." + base64(claims.toString());
    return content + "." + signature(content);
  }

  /** Whether it is one of these, still valid, for that audience. */
  boolean accepts(String token, String audience) {
    int start = token.indexOf('.');
    int end = token.lastIndexOf('.');
    if (start == end || !same(token.substring(end + 1), signature(token.substring(0, end)))) {
      return false;
    }
    JsonNode claims = claims(token.substring(start + 1, end));
    return claims.path("exp").asLong() > clock.instant().getEpochSecond()
        && withoutSlash(claims.path("aud").asText()).equals(withoutSlash(audience));
  }

  /** What a container of a group shows to get a token: it says of which. */
  String secretOf(String groupUid) {
    return groupUid + "." + signature("group " + groupUid);
  }

  /** The uid of the group whose secret that is. */
  Optional<String> groupOf(String secret) {
    String uid = secret.substring(0, Math.max(0, secret.indexOf('.')));
    return same(secret, secretOf(uid)) ? Optional.of(uid) : Optional.empty();
  }

  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode claims(String encoded) {
    try {
      return Json.MAPPER.readTree(Base64.getUrlDecoder().decode(encoded));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A signed token is unreadable", e);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String withoutSlash(String audience) {
    return audience.endsWith("/") ? audience.substring(0, audience.length() - 1) : audience;
  }

  private String signature(String content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return base64(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no " + ALGORITHM, e);
    }
  }

  private static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
