package dev.estiba.governor;

import dev.estiba.governor.Ledger.Full;
import dev.estiba.governor.Ledger.Waiting;
import dev.estiba.governor.Turn.Limit;
import dev.estiba.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides on one request for a create. It is granted if there would be room for it also after
 * everybody who waits before it: so nobody is pushed back, and nobody has to be first to ask.
 */
final class Admission {

  /** Who comes later waits without a place, and asks again when there may be one. */
  static final int MAX_WAITING = 5000;

  /** How much later than it was told somebody may ask and still has its place. */
  private static final long LATE = 120;

  /** Below, who waits asks again at the very time; above, half-way, as others may give up. */
  private static final long SOON = Duration.ofMinutes(15).toSeconds();

  /** When a group ends is not known: the first of the queue look often, the others rarely. */
  private static final long LOOK = 20;

  private static final long LOOK_PER_PLACE = 2;

  /** After a pause one comes after the other, so that a new one stops those that are behind. */
  private static final long PLACES_PER_SECOND = 5;

  /** For how long Azure is not asked after it said that it is full. */
  private static final long TRIAL = 60;

  private final Ledger ledger;
  private final AciLimits limits;
  private final Ticket ticket;
  private final Instant now;
  private final long seconds;
  private final Waiting own;
  private final List<Waiting> ahead;

  private Admission(Ledger ledger, AciLimits limits, Ticket ticket, Instant now) {
    this.ledger = ledger;
    this.limits = limits;
    this.ticket = ticket;
    this.now = now;
    this.seconds = now.getEpochSecond();
    this.own =
        new Waiting(
            ticket.id(), ticket.submittedAt().toEpochMilli(), Ledger.size(ticket.cores()), 0);
    this.ahead = Ledger.only(ledger.waiting(), this::isAhead);
  }

  static Change<Ledger, Turn> ask(
      @Nullable Ledger before, AciLimits limits, Ticket ticket, Instant now) {
    Ledger ledger = (before == null ? Ledger.EMPTY : before).at(now, limits);
    return ledger.has(ticket.id())
        ? Change.of(ledger, new Turn.Granted(false))
        : new Admission(ledger, limits, ticket, now).decide();
  }

  /** Azure wants no create before that time: everybody waits, also who was granted just now. */
  static Change<Ledger, Turn> throttled(
      @Nullable Ledger before, AciLimits limits, Ticket ticket, Instant until, Instant now) {
    Ledger ledger =
        (before == null ? Ledger.EMPTY : before).at(now, limits).refused(ticket.id()).paused(until);
    return new Admission(ledger, limits, ticket, now).decide();
  }

  /** Azure has no room for that group. */
  static Change<Ledger, Turn> full(
      @Nullable Ledger before, AciLimits limits, Ticket ticket, Instant now) {
    Ledger ledger = (before == null ? Ledger.EMPTY : before).at(now, limits).refused(ticket.id());
    int size = Ledger.size(ticket.cores());
    int smallest = ledger.full() == null ? size : Math.min(size, ledger.full().size());
    Full full = new Full(smallest, now.getEpochSecond() + TRIAL);
    return new Admission(ledger.withFull(full), limits, ticket, now).decide();
  }

  /** Who waits for a room that there is not is no reason that a smaller one waits. */
  private boolean isAhead(Waiting other) {
    return !other.id().equals(own.id())
        && other.isBefore(own)
        && (isTooLarge(own) || !isTooLarge(other));
  }

  private boolean isTooLarge(Waiting one) {
    Full full = ledger.full();
    return full != null && one.size() >= full.size();
  }

  private Change<Ledger, Turn> decide() {
    Limit limit = limit();
    if (limit != null) {
      Turn.Wait wait = wait(limit);
      return Change.of(waiting(wait), wait);
    }
    Ledger granted = ledger.granting(ticket, limits, now);
    Full full = ledger.full();
    if (full == null || !isTooLarge(own)) {
      return Change.of(granted, new Turn.Granted(false));
    }
    return Change.of(
        granted.withFull(new Full(full.size(), seconds + TRIAL)), new Turn.Granted(true));
  }

  /** Null if nothing keeps it. */
  private @Nullable Limit limit() {
    if (ledger.pausedUntil() > 0) {
      return Limit.THROTTLED;
    }
    if (byPace() > seconds) {
      return Limit.RATE;
    }
    Full full = ledger.full();
    if (full != null && isTooLarge(own) && (full.until() > seconds || !ahead.isEmpty())) {
      return Limit.FULL;
    }
    if ((long) ledger.groups().size() + ahead.size() >= limits.groups()) {
      return Limit.GROUPS;
    }
    // What is larger than the limit never has room here: Azure may say what it thinks of it.
    boolean fitsAtAll = ticket.cores() <= limits.cores();
    return fitsAtAll && sizeWithAhead() > limits.cores() * 100 ? Limit.CORES : null;
  }

  private long sizeWithAhead() {
    return (long) ledger.size() + ahead.stream().mapToLong(Waiting::size).sum() + own.size();
  }

  /** When the limits of creates allow it, after all that wait before it. */
  private long byPace() {
    return Pace.ofCreates(limits)
        .earliest(
            ledger.creates(),
            ahead.size() + 1,
            Math.max(seconds, ledger.pausedUntil()),
            Ledger.SLACK);
  }

  private Turn.Wait wait(Limit limit) {
    long earliest = byPace();
    long look = lookAgain();
    long start =
        switch (limit) {
          case THROTTLED -> earliest + ahead.size() / PLACES_PER_SECOND;
          case RATE -> earliest;
          case FULL -> Math.max(earliest, fullUntil() + ahead.size() * LOOK_PER_PLACE);
          case GROUPS, CORES -> Math.max(earliest, seconds + look);
        };
    Instant estimated =
        switch (limit) {
          case THROTTLED, RATE -> Instant.ofEpochSecond(start);
          case FULL, GROUPS, CORES -> byEnds(earliest);
        };
    return new Turn.Wait(limit, ahead.size() + 1, estimated, soonEnough(start));
  }

  private long fullUntil() {
    Full full = ledger.full();
    return full == null ? seconds : Math.max(seconds + 1, full.until());
  }

  private long lookAgain() {
    return LOOK + LOOK_PER_PLACE * ahead.size();
  }

  /** As groups ended until now, so they may go on to end. */
  private @Nullable Instant byEnds(long earliest) {
    List<Long> ends = ledger.ends();
    if (ends.size() < 2) {
      return null;
    }
    double each = Math.max(1.0, seconds - ends.get(0)) / ends.size();
    return Instant.ofEpochSecond(
        Math.max(earliest, seconds + Math.round(each * (ahead.size() + 1))));
  }

  private Duration soonEnough(long start) {
    long wait = Math.max(1, start - seconds);
    return Duration.ofSeconds(wait <= SOON ? wait : Math.max(SOON, wait / 2));
  }

  private Ledger waiting(Turn.Wait wait) {
    Waiting place =
        new Waiting(
            own.id(), own.submitted(), own.size(), seconds + wait.retryAfter().toSeconds() + LATE);
    List<Waiting> queue =
        new ArrayList<>(Ledger.only(ledger.waiting(), other -> !other.id().equals(own.id())));
    int at = queue.size();
    while (at > 0 && place.isBefore(queue.get(at - 1))) {
      at--;
    }
    queue.add(at, place);
    return ledger.withWaiting(queue.subList(0, Math.min(queue.size(), MAX_WAITING)));
  }
}
