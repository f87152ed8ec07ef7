package dev.estiba.activity;

import dev.estiba.aci.AciFailure;
import dev.estiba.activity.CreateContainerGroup.Outcome.Refused;
import dev.estiba.governor.Governor;
import dev.estiba.governor.Ticket;
import dev.estiba.governor.Turn;
import dev.estiba.task.Billing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The governor's leave to create one container group, and what it is told of how that went. */
final class Leave {

  private final Governor governor;
  private final CreateContainerGroup.Input input;
  private final Ticket ticket;
  private boolean trial;

  /**
   * @param expires when the group surely is gone
   */
  Leave(Governor governor, CreateContainerGroup.Input input, Instant expires) {
    this.governor = governor;
    this.input = input;
    this.ticket =
        new Ticket(input.ref().ticketId(), input.submittedAt(), Billing.cpu(input.task()), expires);
  }

  /** Returns null if the group may be created now. */
  @Nullable Refused ask() {
    Turn turn = governor.ask(ticket, input.location());
    if (turn instanceof Turn.Wait wait) {
      return new Refused(
          wait.toReason(input.location(), governor.limits(input.location())),
          // Another region may have room.
          AgainPolicy.OTHER_REGION,
          wait.retryAfter().toSeconds(),
          wait.estimatedStart());
    }
    trial = ((Turn.Granted) turn).trial();
    governor.withdraw(ticket.id(), input.waitsIn());
    return null;
  }

  /** Azure has accepted the group. */
  void used() {
    if (trial) {
      governor.trialSucceeded(input.location());
    }
  }

  /** Azure was not asked. */
  void notUsed() {
    governor.refused(ticket, input.location());
  }

  /** Azure has not accepted the group; the governor says when to ask again, where it knows it. */
  Refused failed(Refused refused, AciFailure failure) {
    if (failure instanceof AciFailure.Throttled throttled) {
      return after(governor.throttled(ticket, input.location(), throttled.retryAfter()), refused);
    }
    if (failure instanceof AciFailure.QuotaReached) {
      return after(governor.full(ticket, input.location()), refused);
    }
    if (!mayHaveBeenMade(failure)) {
      notUsed();
    }
    return refused;
  }

  private static boolean mayHaveBeenMade(AciFailure failure) {
    return failure instanceof AciFailure.Unavailable
        || failure instanceof AciFailure.Unknown
        || failure instanceof AciFailure.Transitioning;
  }

  private static Refused after(Turn turn, Refused refused) {
    return turn instanceof Turn.Wait wait
        ? new Refused(
            refused.reason(),
            refused.policy(),
            wait.retryAfter().toSeconds(),
            wait.estimatedStart())
        : refused;
  }
}
