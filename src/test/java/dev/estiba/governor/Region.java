package dev.estiba.governor;

import dev.estiba.governor.Turn.Granted;
import dev.estiba.governor.Turn.Wait;
import dev.estiba.store.Change;
import java.time.Duration;
import java.time.Instant;

/** A ledger, and a clock that a test sets. */
final class Region {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  final AciLimits limits;
  Instant now = NOON;
  Ledger ledger = Ledger.EMPTY;

  Region(AciLimits limits) {
    this.limits = limits;
  }

  static AciLimits ofGroups(int groups) {
    return new AciLimits(
        groups,
        AciLimits.UNLIMITED,
        AciLimits.UNLIMITED,
        AciLimits.UNLIMITED,
        AciLimits.UNLIMITED,
        AciLimits.UNLIMITED);
  }

  static AciLimits ofCreates(int per5Minutes, int perHour) {
    return new AciLimits(
        AciLimits.UNLIMITED,
        AciLimits.UNLIMITED,
        per5Minutes,
        perHour,
        AciLimits.UNLIMITED,
        AciLimits.UNLIMITED);
  }

  /** Of one core, submitted at that second after noon, whose group lives for a day at most. */
  static Ticket ticket(int submitted) {
    return ticket(submitted, 1);
  }

  static Ticket ticket(int submitted, double cores) {
    return new Ticket(
        Ticket.id("task" + submitted, 1),
        NOON.plusSeconds(submitted),
        cores,
        NOON.plus(Duration.ofDays(1)));
  }

  void pass(long seconds) {
    now = now.plusSeconds(seconds);
  }

  Turn ask(int submitted) {
    return ask(ticket(submitted));
  }

  Turn ask(Ticket ticket) {
    return kept(Admission.ask(ledger, limits, ticket, now));
  }

  boolean isGranted(int submitted) {
    return ask(submitted) instanceof Granted;
  }

  Wait mustWait(int submitted) {
    return (Wait) ask(submitted);
  }

  Turn throttled(int submitted, long seconds) {
    return kept(
        Admission.throttled(ledger, limits, ticket(submitted), now.plusSeconds(seconds), now));
  }

  Turn full(Ticket ticket) {
    return kept(Admission.full(ledger, limits, ticket, now));
  }

  void ends(int submitted) {
    ledger = ledger.without(ticket(submitted).id(), now);
  }

  private Turn kept(Change<Ledger, Turn> change) {
    ledger = change.state();
    return change.result();
  }
}
