package dev.estiba.schedule;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Instance ids of what a schedule starts: the same for one due time, whoever starts it. */
final class DueIds {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private DueIds() {}

  static String of(String name, Instant dueAt) {
    return name + "-" + TIME.format(dueAt);
  }

  /**
   * @param key tells one wish from another
   */
  static String manual(String name, String key) {
    return name + "-manual-" + key;
  }
}
