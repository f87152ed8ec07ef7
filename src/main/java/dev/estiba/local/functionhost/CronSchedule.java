package dev.estiba.local.functionhost;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NCRONTAB as Azure Functions reads it: second, minute, hour, day of month, month, day of week (0
 * and 7 are Sunday). With five fields the second is 0. A day must match both day fields. A
 * TimeSpan, 00:05:00 say, is the pause between runs.
 */
record CronSchedule(String text, NextRun nextRun, ZoneId zone) {

  /** The first time after another; empty if there is none. */
  @FunctionalInterface
  interface NextRun {
    Optional<ZonedDateTime> after(ZonedDateTime time);
  }

  private static final Pattern TIME_SPAN =
      Pattern.compile("(?:(\\d+)\\.)?(\\d{1,2}):(\\d{2}):(\\d{2})");

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
  static CronSchedule parse(String text, ZoneId zone) {
    String normal = text.strip();
    Matcher span = TIME_SPAN.matcher(normal);
    if (span.matches()) {
      Duration pause = pauseOf(span);
      return new CronSchedule(text, time -> Optional.of(time.plus(pause)), zone);
    }
    String sixFields = normal.split("\\s+").length == 5 ? "0 " + normal : normal;
    CronParser parser = new CronParser(NCRONTAB);
    ExecutionTime times = ExecutionTime.forCron(parser.parse(sixFields).validate());
    return new CronSchedule(text, times::nextExecution, zone);
  }

  private static Duration pauseOf(Matcher span) {
    String days = span.group(1);
    Duration pause =
        Duration.ofDays(days == null ? 0 : Long.parseLong(days))
            .plusHours(Long.parseLong(span.group(2)))
            .plusMinutes(Long.parseLong(span.group(3)))
            .plusSeconds(Long.parseLong(span.group(4)));
    if (pause.isZero()) {
      throw new IllegalArgumentException("a pause of no time would never end");
    }
    return pause;
  }

  /** The first time after the given one; empty if there is none, on 30 February for instance. */
  Optional<Instant> next(Instant after) {
    return nextRun.after(ZonedDateTime.ofInstant(after, zone)).map(ZonedDateTime::toInstant);
  }
}
