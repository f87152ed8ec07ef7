package dev.estiba.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.store.SharedDocuments;
import dev.estiba.store.TaggedDocuments;
import dev.estiba.store.TaggedDocuments.Condition;
import dev.estiba.store.TaggedDocuments.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The schedules of an installation. Two writers never lose an update. Thread-safe.
 *
 * <p>It remembers when each one is to be looked at next, so that to find out every few seconds that
 * nothing is due costs nothing. All are read again twice a minute: another host may have changed
 * them.
 */
public final class Schedules {

  /** With a look every few seconds, what another host put is still found in time. */
  private static final Duration REMEMBERED = Planner.ON_TIME.dividedBy(2);

  private final TaggedDocuments<ScheduleRecord> documents;
  private final Map<String, Instant> nextLooks = new ConcurrentHashMap<>();
  private volatile Instant readAgainAt = Instant.MIN;

  public Schedules(SharedDocuments documents) {
    this.documents = new TaggedDocuments<>(documents, "schedules/", ScheduleRecord.class);
  }

  /** The names of all, in their order. */
  public List<String> names() throws IOException {
    return documents.names();
  }

  public Optional<ScheduleRecord> read(String name) throws IOException {
    return documents.read(name);
  }

  /**
   * Puts a definition in the place of what there is. What became of earlier due times stays; where
   * the new one is due at the same times, none is lost in between, and else what is not decided yet
   * is noted as left out.
   *
   * @param definition valid, with sealed secrets
   */
  Outcome<ScheduleRecord> put(String name, JsonNode definition, Condition condition, Instant now)
      throws IOException {
    Outcome<ScheduleRecord> outcome =
        documents.put(name, condition, before -> put(before, name, definition, now));
    lookAgain(name);
    return outcome;
  }

  private static ScheduleRecord put(
      @Nullable ScheduleRecord before, String name, JsonNode definition, Instant now) {
    if (before == null) {
      return ScheduleRecord.first(name, definition, now);
    }
    if (Definitions.areDueAtTheSameTimes(before.definition(), definition)) {
      return before.defined(definition, now);
    }
    return leftOut(before, Definitions.isEnabled(definition), now).defined(definition, now);
  }

  /** What is due while it is paused is neither noted nor made up for. */
  private static ScheduleRecord leftOut(ScheduleRecord before, boolean goesOn, Instant now) {
    return goesOn ? LeftOut.changed(before, now) : LeftOut.paused(before, now);
  }

  /** Pauses it, or has it go on. What has not begun when it is paused is noted as left out. */
  public Outcome<ScheduleRecord> enable(
      String name, boolean enabled, Condition condition, Instant now) throws IOException {
    Outcome<ScheduleRecord> outcome =
        documents.change(
            name,
            condition,
            before ->
                before.isEnabled() == enabled
                    ? before
                    : leftOut(before, enabled, now).enabled(enabled, now));
    lookAgain(name);
    return outcome;
  }

  /** Deletes it; what it started goes on. */
  public Outcome<ScheduleRecord> delete(String name, Condition condition) throws IOException {
    Outcome<ScheduleRecord> outcome = documents.delete(name, condition);
    lookAgain(name);
    return outcome;
  }

  /** Notes what becomes of due times; empty if there is no such schedule. */
  Optional<ScheduleRecord> update(String name, UnaryOperator<ScheduleRecord> change)
      throws IOException {
    return documents.change(name, any -> true, change) instanceof Outcome.Done<ScheduleRecord> done
        ? Optional.of(done.document())
        : Optional.empty();
  }

  /** Which schedules may have something to start. */
  List<String> toLookAt(Instant now) throws IOException {
    if (!now.isBefore(readAgainAt)) {
      List<String> all = names();
      nextLooks.keySet().retainAll(all);
      readAgainAt = now.plus(REMEMBERED);
      return all;
    }
    List<String> due = new ArrayList<>();
    nextLooks.forEach(
        (name, look) -> {
          if (!look.isAfter(now)) {
            due.add(name);
          }
        });
    return due;
  }

  /** Remembers when a schedule is to be looked at, as it is stored now. */
  void lookAgain(String name) throws IOException {
    Optional<ScheduleRecord> record = read(name);
    if (record.isPresent()) {
      remember(record.get());
    } else {
      forget(name);
    }
  }

  /** Remembers when a schedule is to be looked at next. */
  void remember(ScheduleRecord record) {
    Optional<Instant> next = nextLook(record);
    if (next.isPresent()) {
      nextLooks.put(record.name(), next.get());
    } else {
      forget(record.name());
    }
  }

  private static Optional<Instant> nextLook(ScheduleRecord record) {
    if (record.runs().stream().anyMatch(ScheduledRun::isOpen)) {
      return Optional.of(Instant.MIN);
    }
    try {
      return Planner.nextStart(record);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Told each time that all are looked at.
    }
  }

  void forget(String name) {
    nextLooks.remove(name);
  }
}
