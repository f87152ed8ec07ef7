package dev.estiba.local.taskhub;

import java.util.UUID;

/** The rules for instance ids, which are those of Durable Functions. */
final class InstanceIds {

  private static final int MAX_LENGTH = 100;

  private InstanceIds() {}

  static String random() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /**
   * Refuses what Durable Functions refuses, so that an id that works here works in Azure.
   *
   * @throws IllegalArgumentException if the id breaks a rule
   */
  static String check(String id) {
    if (id.isEmpty() || id.length() > MAX_LENGTH) {
      throw refused(id, "has " + id.length() + " characters and may have 1 to " + MAX_LENGTH);
    }
    if (id.startsWith("@")) {
      throw refused(id, "starts with '@'");
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if ("/\\#?".indexOf(c) >= 0 || Character.isISOControl(c)) {
        throw refused(id, "has one of / \\ # ? or a control character at position " + i);
      }
    }
    return id;
  }

  private static IllegalArgumentException refused(String id, String why) {
    String shown = id.substring(0, Math.min(id.length(), MAX_LENGTH)).replaceAll("\\p{Cntrl}", "?");
    return new IllegalArgumentException("The instance id '" + shown + "' " + why + ".");
  }
}
