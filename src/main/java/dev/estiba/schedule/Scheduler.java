package dev.estiba.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.launch.Launch;
import dev.estiba.schedule.ScheduledRun.Claim;
import dev.estiba.schedule.ScheduledRun.State;
import dev.estiba.store.TaggedDocuments.Condition;
import dev.estiba.store.TaggedDocuments.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts what is due. Any number of hosts may do so at the same time, and any of them may crash
 * anywhere: what becomes of a due time is written down before anything is started, one host claims
 * the start, and an instance id that is made of the due time starts once. Thread-safe.
 */
public final class Scheduler {

  private static final Logger log = LoggerFactory.getLogger(Scheduler.class);

  /** Much longer than a start takes. */
  static final Duration CLAIM = Duration.ofMinutes(1);

  /** How long it starts things before it looks again: others may be due by then. */
  private static final Duration LOOK = Duration.ofSeconds(10);

  private final Schedules schedules;
  private final Starter starter;
  private final InstantSource clock;

  public Scheduler(Schedules schedules, Starter starter, InstantSource clock) {
    this.schedules = schedules;
    this.starter = starter;
    this.clock = clock;
  }

  /**
   * Starts what is due. All of it is decided on first, and the schedules with the fewest runs
   * begin: one that fails, or makes up for much, holds up no other.
   */
  public void startDue() throws IOException {
    List<ScheduleRecord> decided = new ArrayList<>();
    for (String name : schedules.toLookAt(clock.instant())) {
      tried(name, () -> decide(name, clock.instant()).ifPresent(decided::add));
    }
    decided.sort(Comparator.comparingInt(record -> record.openOldestFirst().size()));
    Instant until = clock.instant().plus(LOOK);
    decided.forEach(record -> tried(record.name(), () -> start(record, until)));
  }

  /** Does something about one schedule. */
  @FunctionalInterface
  private interface Step {
    void take() throws IOException;
  }

  private static void tried(String name, Step step) {
    try {
      step.take();
    } catch (IOException | RuntimeException e) {
      log.error("Schedule {} could not be looked at; it is tried again", name, e);
    }
  }

  /**
   * Decides on what is due of one schedule.
   *
   * @param startsUntil what jitter puts off beyond this time is left for later
   * @return the schedule as it is then; empty if there is none
   */
  private Optional<ScheduleRecord> decide(String name, Instant startsUntil) throws IOException {
    Optional<ScheduleRecord> found = schedules.read(name);
    if (found.isPresent() && Planner.isDue(found.get(), clock.instant(), startsUntil)) {
      Set<String> ended = ended(found.get());
      found = change(name, before -> new Planner(before, clock.instant(), ended).plan(startsUntil));
    }
    found.ifPresentOrElse(schedules::remember, () -> schedules.forget(name));
    return found;
  }

  /**
   * Starts what was decided on, the first in any case: what takes long elsewhere holds it up, but
   * not for ever.
   *
   * @param until what is left then is started at the next look
   */
  private void start(ScheduleRecord record, Instant until) throws IOException {
    List<ScheduledRun> open = record.openOldestFirst();
    for (ScheduledRun run : open) {
      if (run.equals(open.get(0)) || clock.instant().isBefore(until)) {
        proceed(record, run);
      }
    }
    if (!open.isEmpty()) {
      schedules.lookAgain(record.name());
    }
  }

  /**
   * Puts a definition in the place of what there is. What is due by now is started first, as the
   * schedule said until now; also what its jitter still puts off, unless that stays the same. One
   * that is put paused starts nothing.
   *
   * @param definition valid, with sealed secrets
   */
  public Outcome<ScheduleRecord> put(String name, JsonNode definition, Condition condition)
      throws IOException {
    Instant now = clock.instant(); // What is due from here on is due as the new one says.
    Optional<ScheduleRecord> before = schedules.read(name);
    if (Definitions.isEnabled(definition)
        && before.isPresent()
        && condition.holds(before.get().entityTag())) {
      settle(before.get(), definition, now);
    }
    return schedules.put(name, definition, condition, now);
  }

  private void settle(ScheduleRecord before, JsonNode next, Instant now) throws IOException {
    boolean goesOnWaiting = Definitions.startAtTheSameTimes(before.definition(), next);
    try {
      Optional<ScheduleRecord> decided = decide(before.name(), goesOnWaiting ? now : Instant.MAX);
      if (decided.isPresent()) {
        start(decided.get(), clock.instant().plus(LOOK));
      }
    } catch (IllegalArgumentException e) {
      log.warn("What schedule {} said until now cannot be read", before.name(), e);
    }
  }

  /**
   * Starts it now, whatever is due and whatever goes on, even if it is paused.
   *
   * @param key tells one wish from another; the same one starts it once
   * @return the run as it is then; empty if there is no such schedule
   */
  public Optional<ScheduledRun> startNow(String name, String key) throws IOException {
    String id = DueIds.manual(name, key);
    Optional<ScheduleRecord> record =
        change(
            name,
            before ->
                before.runs().stream().anyMatch(run -> run.instanceId().equals(id))
                    ? before
                    : before.withRun(ScheduledRun.planned(id, null, clock.instant(), List.of())));
    if (record.isEmpty()) {
      return Optional.empty();
    }
    Optional<ScheduledRun> open = record.get().open(id);
    if (open.isPresent()) {
      proceed(record.get(), open.get());
    }
    return schedules
        .read(name)
        .flatMap(
            after -> after.runs().stream().filter(run -> run.instanceId().equals(id)).findFirst());
  }

  /** Where all goes on beside each other, nobody needs to know what has ended. */
  private Set<String> ended(ScheduleRecord record) {
    if (record.schedule().overlap() == Overlap.ALLOW) {
      return Set.of();
    }
    // What is being started may go on at any time.
    return Stream.concat(record.going().stream(), record.replaced())
        .distinct()
        .filter(id -> record.open(id).isEmpty() && !starter.isGoing(id))
        .collect(Collectors.toSet());
  }

  private void proceed(ScheduleRecord record, ScheduledRun run) throws IOException {
    String id = run.instanceId();
    if (!hasPlace(record, run) || !claim(record.name(), id)) {
      return;
    }
    UnaryOperator<ScheduledRun> outcome = start(record, run);
    boolean started = outcome.apply(run).state() == State.STARTED;
    boolean replaced =
        change(
                record.name(),
                before ->
                    started
                        ? before.with(id, outcome).withGoing(List.of(id))
                        : before.with(id, outcome))
            .filter(after -> started && after.isReplaced(id))
            .isPresent();
    if (replaced) {
      starter.cancel(id, "Its schedule was due again while it was started.");
    }
  }

  /** Whether all that it replaces has ended and starts no more; what has not ended is to. */
  private boolean hasPlace(ScheduleRecord record, ScheduledRun run) {
    List<String> going = run.replaces().stream().filter(starter::isGoing).toList();
    going.forEach(
        id -> starter.cancel(id, "Its schedule is due again; " + run.instanceId() + " follows."));
    return going.isEmpty() && run.replaces().stream().noneMatch(id -> record.open(id).isPresent());
  }

  /**
   * @return whether this host is to start it; false if another one does, or has, or if it was left
   *     out
   */
  private boolean claim(String name, String instanceId) throws IOException {
    Claim mine = new Claim(UUID.randomUUID().toString(), clock.instant());
    return change(
            name,
            before ->
                before.with(
                    instanceId, run -> isFree(run, mine.at()) ? taken(before, run, mine) : run))
        .flatMap(after -> after.open(instanceId))
        .filter(run -> mine.equals(run.claim()))
        .isPresent();
  }

  private static ScheduledRun taken(ScheduleRecord record, ScheduledRun run, Claim by) {
    if (record.isReplaced(run.instanceId())) {
      return run.skipped("A later one took its place before it was known to have begun.");
    }
    return record.isEnabled() || run.dueAt() == null
        ? run.claimed(by)
        : run.failed("The host that was starting it did not tell whether it has.");
  }

  private static boolean isFree(ScheduledRun run, Instant now) {
    Claim claim = run.claim();
    return claim == null || claim.at().plus(CLAIM).isBefore(now);
  }

  private UnaryOperator<ScheduledRun> start(ScheduleRecord record, ScheduledRun run) {
    Schedule schedule = record.schedule();
    Instant dueAt = run.dueAt() == null ? run.decidedAt() : run.dueAt();
    Launch launch =
        schedule.launch().fill(ScheduleCause.of(record.name(), dueAt, schedule.times().zone()));
    if (launch instanceof Launch.Invalid invalid) {
      return found -> found.refused(invalid.problems());
    }
    try {
      starter.start(launch, run.instanceId(), ScheduleRecord.secretsOwner(record.name()));
      return ScheduledRun::started;
    } catch (RuntimeException e) {
      log.warn("{} could not be started; it is tried again", run.instanceId(), e);
      return found -> found.failed("It could not be started yet: " + messageOf(e));
    }
  }

  private static String messageOf(RuntimeException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /** Of a paused one, what turns out not to have been started is left out. */
  private Optional<ScheduleRecord> change(String name, UnaryOperator<ScheduleRecord> change)
      throws IOException {
    return schedules.update(
        name,
        before -> {
          ScheduleRecord after = change.apply(before);
          return after.isEnabled() ? after : LeftOut.planned(after);
        });
  }
}
