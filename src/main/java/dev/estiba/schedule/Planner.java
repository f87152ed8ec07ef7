package dev.estiba.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of due times. Pure, so that it may be decided again if others wrote. */
final class Planner {

  /** A due time whose start would be later than this is missed. */
  static final Duration ON_TIME = Duration.ofMinutes(1);

  private final ScheduleRecord before;
  private final Schedule schedule;
  private final Instant now;
  private final Set<String> ended;
  private final List<ScheduledRun> runs;

  /**
   * @param ended what is known to have ended of what it started, or may have
   */
  Planner(ScheduleRecord before, Instant now, Set<String> ended) {
    this.before = before;
    this.schedule = before.schedule();
    this.now = now;
    this.ended = ended;
    this.runs = new ArrayList<>(before.runs());
  }

  /** Whether there is anything due to decide on that starts until a time. */
  static boolean isDue(ScheduleRecord record, Instant now, Instant startsUntil) {
    Schedule schedule = record.schedule();
    return nextDue(record, schedule)
        .filter(due -> !due.isAfter(now))
        .filter(due -> !startOf(record, schedule, due).isAfter(startsUntil))
        .isPresent();
  }

  /** When the next due time is to be decided on; empty if there is none. */
  static Optional<Instant> nextStart(ScheduleRecord record) {
    Schedule schedule = record.schedule();
    return nextDue(record, schedule).map(due -> startOf(record, schedule, due));
  }

  private static Optional<Instant> nextDue(ScheduleRecord record, Schedule schedule) {
    return schedule.enabled() ? schedule.times().after(record.decidedTo()) : Optional.empty();
  }

  private static Instant startOf(ScheduleRecord record, Schedule schedule, Instant due) {
    return Jitter.startOf(record.name(), due, schedule.jitter());
  }

  /**
   * The record once all is decided that is due.
   *
   * @param startsUntil what jitter puts off beyond this time is not decided yet
   */
  ScheduleRecord plan(Instant startsUntil) {
    if (!schedule.enabled()) {
      return before;
    }
    Instant recently = now.minus(ON_TIME).minus(schedule.jitter());
    Instant from = later(before.decidedTo(), recently);
    List<Instant> due = new ArrayList<>();
    List<Instant> late = new ArrayList<>();
    Instant decidedTo = from;
    Instant start = Instant.MIN;
    for (Instant time : schedule.times().between(from, now)) {
      start = later(start, startOf(before, schedule, time)); // They start in their order.
      if (start.isAfter(startsUntil)) {
        break;
      }
      (start.isBefore(now.minus(ON_TIME)) ? late : due).add(time);
      decidedTo = time;
    }
    List<Instant> all = new ArrayList<>(caughtUp(from, late));
    all.addAll(due);
    List<String> going = before.going().stream().filter(id -> !ended.contains(id)).toList();
    all.forEach(time -> decide(time, going, time.equals(all.get(all.size() - 1))));
    return before.decided(decidedTo, runs, going);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /**
   * Of the missed due times, those that are started late; the others are noted.
   *
   * @param from what is due before this time was missed, too
   */
  private List<Instant> caughtUp(Instant from, List<Instant> late) {
    int most =
        switch (schedule.catchUp()) {
          case NONE -> 0;
          case LATEST -> 1;
          case ALL -> schedule.catchUpMost();
        };
    List<Instant> missed = new ArrayList<>();
    if (before.decidedTo().isBefore(from)) {
      missed.addAll(schedule.times().last(before.decidedTo(), from, most + 1));
    }
    missed.addAll(late);
    int left = Math.max(0, missed.size() - most);
    if (left > 0) {
      Instant first = schedule.times().after(before.decidedTo()).orElse(missed.get(0));
      add(ScheduledRun.missed(DueIds.of(before.name(), first), first, missed.get(left - 1), now));
    }
    return missed.subList(left, missed.size());
  }

  private void decide(Instant due, List<String> going, boolean last) {
    String id = DueIds.of(before.name(), due);
    switch (schedule.overlap()) {
      case ALLOW -> add(ScheduledRun.planned(id, due, now, List.of()));
      case SKIP -> {
        String busy = busy(going);
        add(
            busy == null
                ? ScheduledRun.planned(id, due, now, List.of())
                : ScheduledRun.skipped(id, due, now, busy + " was still going."));
      }
      case REPLACE -> {
        String why = "A later one took its place before it began.";
        if (last) {
          List<String> replaced = replaced(going);
          runs.replaceAll(
              run -> run.state() == ScheduledRun.State.PLANNED ? run.skipped(why) : run);
          add(ScheduledRun.planned(id, due, now, replaced));
        } else {
          add(ScheduledRun.skipped(id, due, now, why));
        }
      }
    }
  }

  /** What keeps another one from starting; null for nothing. */
  private @Nullable String busy(List<String> going) {
    return runs.stream()
        .filter(ScheduledRun::isOpen)
        .map(ScheduledRun::instanceId)
        .findFirst()
        .or(() -> going.stream().reduce((one, other) -> other))
        .orElse(null);
  }

  /** With what may go on of what is still to be started. */
  private List<String> replaced(List<String> going) {
    Stream<String> open =
        runs.stream()
            .filter(ScheduledRun::isOpen)
            .flatMap(run -> run.mayGoOn().stream())
            .filter(id -> !ended.contains(id));
    return Stream.concat(going.stream(), open).distinct().toList();
  }

  private void add(ScheduledRun run) {
    runs.add(0, run);
  }
}
