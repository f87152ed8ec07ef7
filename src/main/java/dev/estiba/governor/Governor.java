package dev.estiba.governor;

import dev.estiba.store.Change;
import dev.estiba.store.ContendedException;
import dev.estiba.store.SharedDocuments;
import dev.estiba.store.Update;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom all tasks of an installation ask before they create or delete a container group, so that
 * they keep to Azure's limits together. Each region has a ledger of its own, a document {@code
 * governor/REGION.json} that all hosts share. Where a region has no limits nothing is stored, and
 * only what Azure says when it is asked too often is remembered, in this process. Thread-safe.
 *
 * <p>If the ledger cannot be read or written, nobody is held up: Azure's own refusals still are.
 */
public final class Governor {

  private static final Logger log = LoggerFactory.getLogger(Governor.class);

  private static final Turn GRANTED = new Turn.Granted(false);

  private static final String FOLDER = "governor/";
  private static final String SUFFIX = ".json";

  /** Where Azure says that it is asked too often, and not how long to wait. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** Then hosts that all want to write have got apart. */
  private static final Turn CONTENDED =
      new Turn.Wait(Turn.Limit.RATE, 1, null, Duration.ofSeconds(10));

  /** For so long a group may be missing in Azure's list although it was asked for. */
  private static final Duration UNSEEN = Duration.ofMinutes(10);

  private final LimitTable limits;
  private final Supplier<SharedDocuments> documents;
  private final InstantSource clock;

  /** Of regions without limits. */
  private final Map<String, Instant> pauses = new ConcurrentHashMap<>();

  /**
   * @param documents asked for only where there are limits
   */
  public Governor(LimitTable limits, Supplier<SharedDocuments> documents, InstantSource clock) {
    this.limits = limits;
    this.documents = documents;
    this.clock = clock;
  }

  public AciLimits limits(String location) {
    return limits.in(location);
  }

  /** May this group be created now? Who was granted it is granted it again, and counted once. */
  public Turn ask(Ticket ticket, String location) {
    Instant now = clock.instant();
    if (limits.in(location).areNone()) {
      return paused(location, now);
    }
    return change(
        location,
        ledger -> Admission.ask(ledger, limits.in(location), ticket, now),
        CONTENDED,
        GRANTED);
  }

  private Turn paused(String location, Instant now) {
    Instant until = pauses.get(location);
    if (until == null) {
      return GRANTED;
    }
    if (!now.isBefore(until)) {
      pauses.remove(location, until);
      return GRANTED;
    }
    return new Turn.Wait(Turn.Limit.THROTTLED, 1, until, secondsUntil(until, now));
  }

  private static Duration secondsUntil(Instant until, Instant now) {
    return Duration.ofSeconds(Math.max(1, Ledger.ceiling(until) - now.getEpochSecond()));
  }

  /**
   * Azure refused a create because there were too many calls: all wait now.
   *
   * @param retryAfter what Azure asked for; null where it said nothing
   * @return when who was refused asks again
   */
  public Turn throttled(Ticket ticket, String location, @Nullable Duration retryAfter) {
    Instant now = clock.instant();
    Duration pause = retryAfter == null ? PAUSE : retryAfter;
    Instant until = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    if (limits.in(location).areNone()) {
      pauses.merge(location, until, (one, other) -> one.isAfter(other) ? one : other);
      return paused(location, now);
    }
    Turn alone = new Turn.Wait(Turn.Limit.THROTTLED, 1, until, secondsUntil(until, now));
    return change(
        location,
        ledger -> Admission.throttled(ledger, limits.in(location), ticket, until, now),
        alone,
        alone);
  }

  /**
   * Azure refused a create because its quota is used up: until a group ends, nobody with one of
   * that size asks Azure, but for one each minute.
   *
   * @return when who was refused asks again; granted where there are no limits to be kept here
   */
  public Turn full(Ticket ticket, String location) {
    Instant now = clock.instant();
    if (limits.in(location).areNone()) {
      return GRANTED;
    }
    return change(
        location,
        ledger -> Admission.full(ledger, limits.in(location), ticket, now),
        CONTENDED,
        GRANTED);
  }

  /** Azure refused a create for another reason: there is no such group. */
  public void refused(Ticket ticket, String location) {
    note(location, ledger -> ledger.refused(ticket.id()));
  }

  /** Azure accepted a create that was a trial. */
  public void trialSucceeded(String location) {
    note(location, ledger -> ledger.withFull(null));
  }

  /** The task does not wait in these regions any more, and has no group there. */
  public void withdraw(String id, Collection<String> locations) {
    locations.forEach(location -> gone(id, location));
  }

  /** The group is not there, or not any more. */
  public void gone(String id, String location) {
    Instant now = clock.instant();
    note(location, ledger -> ledger.without(id, now));
  }

  /** May a group be deleted now? If so, it counts. */
  public Turn askDelete(String location) {
    AciLimits region = limits.in(location);
    Instant now = clock.instant();
    Pace pace = Pace.ofDeletes(region);
    if (pace.memory() == 0) {
      return GRANTED;
    }
    return change(location, ledger -> delete(ledger, region, pace, now), CONTENDED, GRANTED);
  }

  private static Change<Ledger, Turn> delete(
      @Nullable Ledger before, AciLimits limits, Pace pace, Instant now) {
    Ledger ledger = (before == null ? Ledger.EMPTY : before).at(now, limits);
    long start = pace.earliest(ledger.deletes(), 1, now.getEpochSecond(), Ledger.SLACK);
    if (start <= now.getEpochSecond()) {
      return Change.of(ledger.deleting(now), new Turn.Granted(false));
    }
    Instant at = Instant.ofEpochSecond(start);
    return Change.of(before, new Turn.Wait(Turn.Limit.RATE, 1, at, Duration.between(now, at)));
  }

  /** Where a group is that was granted; null where that is not known. */
  public @Nullable String locationOf(String id) {
    List<String> found = new ArrayList<>();
    forEachLedger(
        (location, ledger) -> {
          if (ledger.has(id)) {
            found.add(location);
          }
        });
    return found.isEmpty() ? null : found.get(0);
  }

  /**
   * Forgets groups that Azure does not have, of whose end nobody was told.
   *
   * @param existing the ids of the tickets of all groups of the installation
   */
  public void keepOnly(Set<String> existing) {
    Instant now = clock.instant();
    long before = now.minus(UNSEEN).getEpochSecond();
    forEachLedger(
        (location, ledger) -> {
          Set<String> gone = new HashSet<>();
          ledger.groups().stream()
              .filter(group -> group.granted() < before && !existing.contains(group.id()))
              .forEach(group -> gone.add(group.id()));
          if (!gone.isEmpty()) {
            log.info("{} container groups in {} ended unseen", gone.size(), location);
            note(location, stored -> stored.without(gone, now));
          }
        });
  }

  private interface LedgerUse {
    void use(String location, Ledger ledger);
  }

  private void forEachLedger(LedgerUse use) {
    if (limits.equals(LimitTable.NONE)) {
      return;
    }
    try {
      for (String name : documents.get().list(FOLDER)) {
        String location = name.substring(FOLDER.length(), name.length() - SUFFIX.length());
        documents.get().read(name, Ledger.class).ifPresent(ledger -> use.use(location, ledger));
      }
    } catch (IOException e) {
      log.warn("The limits' ledgers cannot be read: {}", e.toString());
    }
  }

  private void note(String location, Function<Ledger, Ledger> change) {
    if (!limits.in(location).areNone()) {
      Update<Ledger, Turn> update =
          ledger -> Change.of(ledger == null ? null : change.apply(ledger), GRANTED);
      change(location, update, GRANTED, GRANTED);
    }
  }

  /**
   * @param contended the answer where other hosts always were faster
   * @param failed the answer where the storage failed
   */
  private Turn change(String location, Update<Ledger, Turn> update, Turn contended, Turn failed) {
    try {
      return documents.get().update(FOLDER + location + SUFFIX, Ledger.class, update);
    } catch (ContendedException e) {
      log.info("{}", e.getMessage());
      return contended;
    } catch (IOException e) {
      log.warn("The ledger of the limits in {} is not kept: {}", location, e.toString());
      return failed;
    }
  }
}
