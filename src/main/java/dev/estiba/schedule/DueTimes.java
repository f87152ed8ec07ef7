package dev.estiba.schedule;

import dev.estiba.cron.CronTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The times at which a schedule is due.
 *
 * @param startsAt none is before it; null for no such limit
 * @param endsAt none is after it; null for no such limit
 */
public record DueTimes(CronTimes cron, @Nullable Instant startsAt, @Nullable Instant endsAt) {

  private static final Duration FIRST_WINDOW = Duration.ofHours(1);
  private static final int GROWTH = 8;

  public ZoneId zone() {
    return cron.zone();
  }

  /** The first one after a time; empty if there is none. */
  public Optional<Instant> after(Instant time) {
    // One that is at startsAt itself counts.
    Instant from = startsAt != null && time.isBefore(startsAt) ? startsAt.minusNanos(1) : time;
    return cron.after(from).filter(next -> endsAt == null || !next.isAfter(endsAt));
  }

  /** The next ones after a time, at most so many. */
  public List<Instant> next(Instant time, int most) {
    List<Instant> times = new ArrayList<>();
    Optional<Instant> next = after(time);
    while (next.isPresent() && times.size() < most) {
      times.add(next.get());
      next = after(next.get());
    }
    return times;
  }

  /** All after a time, up to another one and with it. */
  List<Instant> between(Instant after, Instant until) {
    List<Instant> times = new ArrayList<>();
    Optional<Instant> next = after(after);
    while (next.isPresent() && !next.get().isAfter(until)) {
      times.add(next.get());
      next = after(next.get());
    }
    return times;
  }

  /**
   * The last ones of a span, in their order. The work depends on how many are wanted, and not on
   * how long the span is: nobody was there for a year, and it is due every second.
   */
  List<Instant> last(Instant after, Instant until, int most) {
    for (Duration window = FIRST_WINDOW; ; window = window.multipliedBy(GROWTH)) {
      Instant from = until.minus(window);
      boolean whole = !from.isAfter(after);
      Deque<Instant> found = new ArrayDeque<>(most + 1);
      for (Instant time : between(whole ? after : from, until)) {
        found.addLast(time);
        if (found.size() > most) {
          found.removeFirst();
        }
      }
      if (whole || found.size() == most) {
        return List.copyOf(found);
      }
    }
  }
}
