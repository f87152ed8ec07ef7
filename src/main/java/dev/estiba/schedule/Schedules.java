package dev.estiba.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.store.Change;
import dev.estiba.store.SharedDocuments;
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
 * nothing is due costs nothing. All are read again once a minute: another host may have changed
 * them.
 */
public final class Schedules {

  private static final String FOLDER = "schedules/";
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final SharedDocuments documents;
  private final Map<String, Instant> nextLooks = new ConcurrentHashMap<>();
  private volatile Instant readAgainAt = Instant.MIN;

  public Schedules(SharedDocuments documents) {
    this.documents = documents;
  }

  /** What is wanted of the schedule that is there before. */
  public sealed interface Condition {

    /** Nothing. */
    record Any() implements Condition {}

    /** That there is none. */
    record Absent() implements Condition {}

    /** That it has that revision. */
    record Revision(long revision) implements Condition {}

    private boolean holds(@Nullable ScheduleRecord before) {
      if (this instanceof Revision wanted) {
        return before != null && before.revision() == wanted.revision();
      }
      return this instanceof Any || before == null;
    }
  }

  /** The names of all, in their order. */
  public List<String> names() throws IOException {
    return documents.list(FOLDER).stream().map(name -> name.substring(FOLDER.length())).toList();
  }

  public Optional<ScheduleRecord> read(String name) throws IOException {
    return documents.read(FOLDER + name, ScheduleRecord.class);
  }

  /**
   * Writes a definition, in place of another one if there is one. What became of earlier due times
   * stays; where the new one is due at the same times, none is lost in between.
   *
   * @param definition valid, with sealed secrets
   * @return empty, and nothing is changed, if the condition does not hold
   */
  public Optional<ScheduleRecord> put(
      String name, JsonNode definition, Condition condition, Instant now) throws IOException {
    Optional<ScheduleRecord> written =
        documents.update(
            FOLDER + name,
            ScheduleRecord.class,
            before ->
                condition.holds(before)
                    ? changed(put(before, name, definition, now))
                    : Change.of(before, Optional.<ScheduleRecord>empty()));
    lookAgain(name);
    return written;
  }

  private static ScheduleRecord put(
      @Nullable ScheduleRecord before, String name, JsonNode definition, Instant now) {
    if (before == null) {
      return ScheduleRecord.first(name, definition, now);
    }
    boolean sameTimes = Definitions.areDueAtTheSameTimes(before.definition(), definition);
    return before.defined(definition, now, sameTimes ? before.decidedTo() : now);
  }

  /** Changes one that is there; empty if there is none. */
  Optional<ScheduleRecord> update(String name, UnaryOperator<ScheduleRecord> change)
      throws IOException {
    return documents.update(
        FOLDER + name,
        ScheduleRecord.class,
        before ->
            before == null
                ? Change.of(null, Optional.<ScheduleRecord>empty())
                : changed(change.apply(before)));
  }

  /** Pauses it, or has it go on; empty if there is none. */
  public Optional<ScheduleRecord> enable(String name, boolean enabled, Instant now)
      throws IOException {
    Optional<ScheduleRecord> record =
        update(
            name,
            before ->
                before.schedule().enabled() == enabled ? before : before.enabled(enabled, now));
    lookAgain(name);
    return record;
  }

  /**
   * Deletes it; what it started goes on.
   *
   * @return false if there was none
   */
  public boolean delete(String name) throws IOException {
    boolean there =
        documents.update(
            FOLDER + name, ScheduleRecord.class, before -> Change.of(null, before != null));
    forget(name);
    return there;
  }

  private static Change<ScheduleRecord, Optional<ScheduleRecord>> changed(ScheduleRecord record) {
    return Change.of(record, Optional.of(record));
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
    return record.runs().stream().anyMatch(ScheduledRun::isOpen)
        ? Optional.of(Instant.MIN)
        : Planner.nextStart(record);
  }

  void forget(String name) {
    nextLooks.remove(name);
  }
}
