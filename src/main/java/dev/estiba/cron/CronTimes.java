package dev.estiba.cron;

import com.cronutils.model.Cron;
import com.cronutils.model.time.ExecutionTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The times of a cron expression in a time zone. When clocks are put forward, what is due in the
 * hour that is left out comes with the same minutes an hour later. When they are put back, what is
 * due at a time of day comes once, and what is due again and again goes on through both hours.
 * Immutable.
 *
 * @param times without a time zone
 * @param recurring whether seconds, minutes or hours have a {@code *}, a range or a step
 */
public record CronTimes(ExecutionTime times, boolean recurring, ZoneId zone) {

  /** Second, minute and hour. */
  private static final int FIELDS_OF_A_DAY = 3;

  /**
   * @throws IllegalArgumentException if the text is no such expression; the message says why
   */
  public static CronTimes parse(String text, CronSyntax syntax, ZoneId zone) {
    Cron cron = syntax.parse(text);
    boolean recurring =
        Arrays.stream(cron.asString().split("\\s+"))
            .limit(FIELDS_OF_A_DAY)
            .anyMatch(field -> field.matches(".*[*/-].*"));
    return new CronTimes(ExecutionTime.forCron(cron), recurring, zone);
  }

  /** The first time after another; empty if there is none, on 30 February for instance. */
  public Optional<Instant> after(Instant time) {
    ZoneRules rules = zone.getRules();
    return Stream.of(
            recurring ? nextRecurring(time) : nextTimeOfDay(time),
            nextLeftOut(rules.previousTransition(time.plusNanos(1)), time),
            nextLeftOut(rules.nextTransition(time), time))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  /** Of times that a clock never shows, as it is put forward: they come as if it had not been. */
  private Optional<Instant> nextLeftOut(@Nullable ZoneOffsetTransition change, Instant time) {
    if (change == null || !change.isGap()) {
      return Optional.empty();
    }
    LocalDateTime from = LocalDateTime.ofInstant(time, change.getOffsetBefore());
    LocalDateTime beforeIt = change.getDateTimeBefore().minusSeconds(1);
    return nextLocal(from.isAfter(beforeIt) ? from : beforeIt)
        .filter(local -> local.isBefore(change.getDateTimeAfter()))
        .map(local -> local.toInstant(change.getOffsetBefore()));
  }

  private Optional<Instant> nextTimeOfDay(Instant time) {
    Optional<LocalDateTime> local = nextShown(time.atZone(zone).toLocalDateTime());
    while (local.isPresent()) {
      // Of two times with one name this is the first: the second is no time of its own.
      Instant next = local.get().atZone(zone).toInstant();
      if (next.isAfter(time)) {
        return Optional.of(next);
      }
      local = nextShown(local.get());
    }
    return Optional.empty();
  }

  private Optional<Instant> nextRecurring(Instant time) {
    ZonedDateTime now = time.atZone(zone);
    Optional<LocalDateTime> local = nextShown(now.toLocalDateTime());
    ZoneOffsetTransition change = zone.getRules().nextTransition(time);
    if (local.isPresent()
        && change != null
        && change.isOverlap()
        && !local.get().toInstant(now.getOffset()).isBefore(change.getInstant())) {
      local = nextShown(change.getDateTimeAfter().minusSeconds(1));
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

  /** The next one that a clock shows. */
  private Optional<LocalDateTime> nextShown(LocalDateTime time) {
    Optional<LocalDateTime> local = nextLocal(time);
    while (local.isPresent() && zone.getRules().getValidOffsets(local.get()).isEmpty()) {
      local = nextLocal(local.get());
    }
    return local;
  }

  private Optional<LocalDateTime> nextLocal(LocalDateTime time) {
    // Its next second would have the fraction of this one.
    ZonedDateTime second = time.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC);
    return times.nextExecution(second).map(ZonedDateTime::toLocalDateTime);
  }
}
