package dev.estiba.local.functionhost;

import dev.estiba.cron.CronSyntax;
import dev.estiba.cron.CronTimes;
import dev.estiba.local.functionhost.app.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * NCRONTAB as Azure Functions reads it: second, minute, hour, day of month, month, day of week (0
 * and 7 are Sunday). With five fields the second is 0. A day must match both day fields. A
 * TimeSpan, 00:05:00 say, is the pause between runs.
 */
record CronSchedule(String text, Times times) {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** When runs are due. */
  sealed interface Times permits Clock, Pauses {

    /** The first time after another; empty if there is none. */
    Optional<Instant> after(Instant time);

    /** Whether the times follow a clock that is put forward and back. */
    boolean adjustsForDst();
  }

  /** A run is due at times of a clock on a wall. */
  record Clock(CronTimes cron) implements Times {

    @Override
    public Optional<Instant> after(Instant time) {
      return cron.after(time);
    }

    @Override
    public boolean adjustsForDst() {
      return true;
    }
  }

  /** A run is due when the pause after the last one is over. */
  record Pauses(Duration pause) implements Times {

    public Pauses {
      if (pause.isZero()) {
        throw new IllegalArgumentException("a pause of no time would never end");
      }
    }

    @Override
    public Optional<Instant> after(Instant time) {
      return Optional.of(time.plus(pause));
    }

    @Override
    public boolean adjustsForDst() {
      return false;
    }
  }

  /**
   * @throws IllegalArgumentException if the text is no schedule; the message says why
   */
  static CronSchedule parse(String text, ZoneId zone) {
    String normal = text.strip();
    Optional<Times> pauses = TimeSpan.parse(normal).map(Pauses::new);
    return new CronSchedule(
        text,
        pauses.orElseGet(() -> new Clock(CronTimes.parse(normal, CronSyntax.NCRONTAB, zone))));
  }

  /** The first time after the given one; empty if there is none, on 30 February for instance. */
  Optional<Instant> next(Instant after) {
    return times.after(after);
  }

  /** Whether the next two runs are less than a minute apart. */
  boolean isFrequent(Instant now) {
    Optional<Instant> first = next(now);
    return first
        .flatMap(this::next)
        .filter(second -> Duration.between(first.get(), second).compareTo(MINUTE) < 0)
        .isPresent();
  }
}
