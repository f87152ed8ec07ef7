package dev.estiba.local.functionhost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.local.functionhost.web.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a timer remembers between runs.
 *
 * @param last when it last ran; null if never
 * @param next when it is due
 */
record TimerStatus(@Nullable Instant last, Instant next, Instant lastUpdated) {

  private static final String NEVER = "0001-01-01T00:00:00+00:00";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneOffset.UTC);

  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Last", last == null ? NEVER : TIME.format(last));
    json.put("Next", TIME.format(next));
    json.put("LastUpdated", TIME.format(lastUpdated));
    return json;
  }

  /**
   * @throws DateTimeParseException if the JSON is not a timer's
   */
  static TimerStatus of(JsonNode json) {
    String last = json.path("Last").asText();
    return new TimerStatus(
        last.equals(NEVER) ? null : instant(last),
        instant(json.path("Next").asText()),
        instant(json.path("LastUpdated").asText()));
  }

  private static Instant instant(String text) {
    return Instant.from(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text));
  }

  /**
   * The timerInfo that a function receives.
   *
   * @param status null for a timer that keeps none, or a run by hand
   */
  static String timerInfo(boolean adjustForDst, @Nullable TimerStatus status, boolean pastDue) {
    Map<String, @Nullable Object> info = new LinkedHashMap<>();
    info.put("Schedule", Map.of("AdjustForDST", adjustForDst));
    info.put("ScheduleStatus", status == null ? null : status.asJson());
    info.put("IsPastDue", pastDue);
    return Json.write(info);
  }
}
