package dev.estiba.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was due and starts no more, as its schedule was changed: it is noted. Pure. */
final class LeftOut {

  private static final String CHANGED = "The schedule was changed before it began.";
  private static final String PAUSED = "The schedule was paused before it began.";
  private static final String PAUSED_UNKNOWN =
      "The schedule was paused before it was known to have begun.";

  private LeftOut() {}

  /** The record once it is due at other times: all that was due until now is decided. */
  static ScheduleRecord changed(ScheduleRecord before, Instant now) {
    return undecided(before, now, CHANGED);
  }

  /** The record once it is paused: nothing begins but what somebody wished to have run. */
  static ScheduleRecord paused(ScheduleRecord before, Instant now) {
    return planned(undecided(before, now, PAUSED));
  }

  /** Leaves out what was due and is still to be started; what may go on of it keeps others out. */
  static ScheduleRecord planned(ScheduleRecord record) {
    ScheduleRecord left = record;
    for (ScheduledRun run : record.openOldestFirst()) {
      if (run.state() == ScheduledRun.State.PLANNED && run.dueAt() != null) {
        String why = run.mayHaveBegun() ? PAUSED_UNKNOWN : PAUSED;
        left = left.with(run.instanceId(), found -> found.skipped(why)).withGoing(run.mayGoOn());
      }
    }
    return left;
  }

  private static ScheduleRecord undecided(ScheduleRecord before, Instant now, String why) {
    List<ScheduledRun> runs = new ArrayList<>(before.runs());
    note(before, now, why).ifPresent(run -> runs.add(0, run));
    // Another host, whose clock is ahead, may have decided on more.
    Instant decidedTo = before.decidedTo().isAfter(now) ? before.decidedTo() : now;
    return before.decided(decidedTo, runs, before.going());
  }

  private static Optional<ScheduledRun> note(ScheduleRecord before, Instant now, String why) {
    try {
      Schedule schedule = before.schedule();
      return schedule.enabled()
          ? schedule
              .times()
              .after(before.decidedTo())
              .filter(first -> !first.isAfter(now))
              .map(first -> note(before, schedule.times(), first, now, why))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // This version cannot read what was due.
    }
  }

  private static ScheduledRun note(
      ScheduleRecord before, DueTimes times, Instant first, Instant now, String why) {
    Instant last = times.last(before.decidedTo(), now, 1).get(0);
    return ScheduledRun.skipped(DueIds.of(before.name(), first), first, last, now, why);
  }
}
