package dev.estiba.local.functionhost;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * NCRONTAB as Azure Functions reads it, in UTC: second, minute, hour, day of month, month, day of
 * week (0 and 7 are Sunday). With five fields the second is 0. A day must match both day fields.
 */
record CronSchedule(String text, ExecutionTime times) {

  private static final CronDefinition NCRONTAB =
      CronDefinitionBuilder.defineCron()
          .withSeconds()
          .and()
          .withMinutes()
          .and()
          .withHours()
          .and()
          .withDayOfMonth()
          .and()
          .withMonth()
          .and()
          .withDayOfWeek()
          .withValidRange(0, 7)
          .withMondayDoWValue(1)
          .withIntMapping(7, 0)
          .and()
          .matchDayOfWeekAndDayOfMonth()
          .instance();

  /**
   * @throws IllegalArgumentException if the text is no schedule; the message says why
   */
  static CronSchedule parse(String text) {
    String normal = text.strip();
    String sixFields = normal.split("\\s+").length == 5 ? "0 " + normal : normal;
    CronParser parser = new CronParser(NCRONTAB);
    return new CronSchedule(text, ExecutionTime.forCron(parser.parse(sixFields).validate()));
  }

  /** The first time after the given one; empty if there is none, on 30 February for instance. */
  Optional<Instant> next(Instant after) {
    return times
        .nextExecution(ZonedDateTime.ofInstant(after, ZoneOffset.UTC))
        .map(ZonedDateTime::toInstant);
  }
}
