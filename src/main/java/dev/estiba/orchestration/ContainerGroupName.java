package dev.estiba.orchestration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Names of container groups: 1 to 63 lower-case letters, digits and single hyphens (Azure's naming
 * rules). The same run of an instance and the same attempt give the same name; others give others,
 * so that an instance that is run again does not find a group that it kept.
 */
final class ContainerGroupName {

  /** 48 bits: among a million groups at the same time, a clash has a chance of 1 in 500. */
  private static final int HASH_BYTES = 6;

  private ContainerGroupName() {}

  static String of(@Nullable String prefix, String instanceId, Instant submittedAt, int attempt) {
    byte[] hash = sha256(instanceId + "/" + submittedAt.toEpochMilli() + "/" + attempt);
    return (prefix == null ? "task" : prefix)
        + "-"
        + HexFormat.of().formatHex(hash, 0, HASH_BYTES)
        + "-"
        + attempt;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
