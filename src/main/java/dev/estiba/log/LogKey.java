package dev.estiba.log;

import java.nio.charset.StandardCharsets;

/** Which log: one container of one attempt of a task. */
public record LogKey(String instanceId, int attempt, String container) {

  private static final String SAFE =
      "-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  /** A path of the archive: safe as a file's and as a blob's name, different for different keys. */
  public String path() {
    return escape(instanceId) + "/" + attempt + "/" + escape(container) + ".log";
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (SAFE.indexOf(c) >= 0) {
        escaped.append(c);
      } else {
        escaped.append(String.format("_%02x", (int) c));
      }
    }
    return escaped.toString();
  }
}
