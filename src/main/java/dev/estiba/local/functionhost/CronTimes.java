package dev.estiba.local.functionhost;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Arrays;
import java.util.Optional;

/**
 * The times of an NCRONTAB expression in a time zone. When clocks are put forward, what is due in
 * the hour that is left out comes with the same minutes an hour later. When they are put back, what
 * is due at a time of day comes once, and what is due again and again goes on through both hours.
 * Immutable.
 *
 * @param times without a time zone
 * @param recurring whether seconds, minutes or hours have a {@code *}, a range or a step
 */
record CronTimes(ExecutionTime times, boolean recurring, ZoneId zone)
    implements CronSchedule.Times {

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
   * @throws IllegalArgumentException if the text is no such expression; the message says why
   */
  static CronTimes parse(String text, ZoneId zone) {
    String[] fields = text.split("\\s+");
    String sixFields = fields.length == 5 ? "0 " + text : text;
    ExecutionTime times =
        ExecutionTime.forCron(new CronParser(NCRONTAB).parse(sixFields).validate());
    boolean recurring =
        Arrays.stream(sixFields.split("\\s+"))
            .limit(3)
            .anyMatch(field -> field.matches(".*[*/-].*"));
    return new CronTimes(times, recurring, zone);
  }

  @Override
  public Optional<Instant> after(Instant time) {
    return recurring ? nextRecurring(time) : nextTimeOfDay(time);
  }

  @Override
  public boolean adjustsForDst() {
    return true;
  }

  private Optional<Instant> nextTimeOfDay(Instant time) {
    Optional<LocalDateTime> local = nextLocal(time.atZone(zone).toLocalDateTime());
    while (local.isPresent()) {
      // Of two times with one name this is the first: the second is no time of its own.
      Instant next = local.get().atZone(zone).toInstant();
      if (next.isAfter(time)) {
        return Optional.of(next);
      }
      local = nextLocal(local.get());
    }
    return Optional.empty();
  }

  private Optional<Instant> nextRecurring(Instant time) {
    ZonedDateTime now = time.atZone(zone);
    Optional<LocalDateTime> local = nextLocal(now.toLocalDateTime());
    ZoneOffsetTransition change = zone.getRules().nextTransition(time);
    if (local.isPresent()
        && change != null
        && change.isOverlap()
        && !local.get().toInstant(now.getOffset()).isBefore(change.getInstant())) {
      local = nextLocal(change.getDateTimeAfter().minusSeconds(1));
    }
    return local.map(found -> firstAfter(time, found));
  }

  /** Of two times with one name the first, unless it is over. */
  private Instant firstAfter(Instant time, LocalDateTime local) {
    ZonedDateTime first = local.atZone(zone);
    return first.toInstant().isAfter(time)
        ? first.toInstant()
        : first.withLaterOffsetAtOverlap().toInstant();
  }

  private Optional<LocalDateTime> nextLocal(LocalDateTime time) {
    return times.nextExecution(time.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
  }
}
