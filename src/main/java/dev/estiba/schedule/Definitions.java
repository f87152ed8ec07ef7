package dev.estiba.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/** Compares the documents of schedules. */
final class Definitions {

  private Definitions() {}

  /** Whether the same times are due; a paused one has none. */
  static boolean areDueAtTheSameTimes(JsonNode one, JsonNode other) {
    return isEnabled(one)
        && isEnabled(other)
        && Stream.of("cron", "timeZone", "startsAt", "endsAt")
            .allMatch(field -> one.path(field).equals(other.path(field)));
  }

  /** Whether the same times are due, and put off by the same jitter. */
  static boolean startAtTheSameTimes(JsonNode one, JsonNode other) {
    return areDueAtTheSameTimes(one, other)
        && one.path("jitterSeconds").equals(other.path("jitterSeconds"));
  }

  static boolean isEnabled(JsonNode definition) {
    return definition.path("enabled").asBoolean(true);
  }
}
