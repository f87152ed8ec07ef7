package dev.estiba.schedule;

import dev.estiba.document.Json;
import dev.estiba.launch.Cause;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * What placeholders may say of a due time: {@code {{schedule.name}}}, {@code {{schedule.dueTime}}}
 * (in UTC), {@code {{schedule.localTime}}} (in the schedule's time zone), {@code {{schedule.date}}}
 * (there).
 */
final class ScheduleCause {

  private ScheduleCause() {}

  static Cause of(String name, Instant dueAt, ZoneId zone) {
    ZonedDateTime local = dueAt.atZone(zone);
    return new Cause(
        "schedule",
        Json.object()
            .put("name", name)
            .put("dueTime", dueAt.toString())
            .put("localTime", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local))
            .put("date", local.toLocalDate().toString()));
  }

  /** Says the fields, whose values do not matter yet. */
  static Cause any() {
    return Cause.unknown("schedule", "name", "dueTime", "localTime", "date");
  }
}
