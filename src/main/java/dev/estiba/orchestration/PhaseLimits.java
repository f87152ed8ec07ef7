package dev.estiba.orchestration;

import dev.estiba.orchestration.Interruptions.Limit;
import dev.estiba.task.Billing;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Reason;
import dev.estiba.task.TaskPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What may end one phase of an attempt, beside the end of the task's time. */
final class PhaseLimits {

  private final ContainerTask task;

  PhaseLimits(ContainerTask task) {
    this.task = task;
  }

  Optional<Limit> queue(Instant since) {
    return limit(
        TaskPhase.QUEUED, since, task.limits().queueTimeoutSeconds(), "queueTimeoutSeconds");
  }

  Optional<Limit> start(Instant since) {
    return limit(
        TaskPhase.STARTING, since, task.limits().startTimeoutSeconds(), "startTimeoutSeconds");
  }

  Optional<Limit> run(Instant since) {
    return limit(TaskPhase.RUNNING, since, task.limits().runTimeoutSeconds(), "runTimeoutSeconds");
  }

  /**
   * When the task would begin to cost more than it may.
   *
   * @param since when the group was made
   * @param spent what earlier attempts have cost
   */
  Optional<Limit> budget(Instant since, Candidate place, double spent) {
    Double budget = task.limits().budget();
    if (budget == null) {
      return Optional.empty();
    }
    Duration affordable = Billing.affordable(task, budget - spent, place.price());
    return Optional.of(new Limit(since.plus(affordable), overBudget(budget, place)));
  }

  private static Ending overBudget(double budget, Candidate place) {
    return Ending.cancelled(
        new Reason(
            "BudgetReached",
            null,
            "The task would have cost more than its budget of "
                + budget
                + " "
                + place.price().currency()
                + ".",
            "Give it more with budget, or less to do."),
        "its budget");
  }

  private static Optional<Limit> limit(
      TaskPhase phase, Instant since, @Nullable Long seconds, String field) {
    if (seconds == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Limit(
            since.plusSeconds(seconds),
            Ending.timedOut(
                phase,
                new Reason(
                    "TimedOut",
                    null,
                    "The task was "
                        + phase.displayName()
                        + " for longer than its "
                        + seconds
                        + " s.",
                    "Give it more time with " + field + "."))));
  }
}
