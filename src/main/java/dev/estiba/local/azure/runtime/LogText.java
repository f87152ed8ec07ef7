package dev.estiba.local.azure.runtime;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The form of log lines. */
final class LogText {

  private static final DateTimeFormatter NANOSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

  private LogText() {}

  static String stamp(Instant at) {
    return NANOSECONDS.format(at) + " ";
  }

  /** Where the newest {@code lines} lines of the first {@code length} bytes start. */
  static int startOfLast(int lines, byte[] bytes, int length) {
    if (lines <= 0) {
      return length;
    }
    int left = lines;
    for (int i = length - 2; i >= 0; i--) {
      if (bytes[i] == '\n' && --left == 0) {
        return i + 1;
      }
    }
    return 0;
  }
}
