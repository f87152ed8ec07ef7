package dev.estiba.local.azure.fault;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a container's log once the container is stopped: the newest lines. ACI keeps 16
 * KB or 1,000 lines. Null for all of it.
 *
 * @param keptBytes in UTF-8
 */
public record Logs(@Nullable Integer keptBytes, @Nullable Integer keptLines) {

  public static final Logs ALL = new Logs(null, null);

  /**
   * @throws InvalidBehaviorException for a negative one
   */
  public Logs {
    Checks.notNegative("keptBytes", keptBytes);
    Checks.notNegative("keptLines", keptLines);
  }

  /** The end of a log: whole lines, unless a single one is longer than all that may be left. */
  String endOf(String log) {
    return newestBytes(newestLines(log));
  }

  private String newestLines(String log) {
    long lines = log.lines().count();
    if (keptLines == null || lines <= keptLines) {
      return log;
    }
    return log.lines().skip(lines - keptLines).map(l -> l + "\n").collect(Collectors.joining());
  }

  private String newestBytes(String log) {
    byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
    if (keptBytes == null || bytes.length <= keptBytes) {
      return log;
    }
    int start = start(bytes, bytes.length - keptBytes);
    return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
  }

  private static int start(byte[] bytes, int earliest) {
    for (int i = earliest; i < bytes.length; i++) {
      if (bytes[i - 1] == '\n') {
        return i;
      }
    }
    int start = earliest;
    while (start < bytes.length && isWithinCharacter(bytes[start])) {
      start++;
    }
    return start;
  }

  private static boolean isWithinCharacter(byte utf8) {
    return (utf8 & 0xC0) == 0x80;
  }
}
