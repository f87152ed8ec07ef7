package dev.estiba.orchestration;

import dev.estiba.activity.InspectContainerGroup.Outcome.Terminated;
import dev.estiba.task.Attempt;
import dev.estiba.task.Billing;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Cost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an attempt has cost: Azure bills from the first pull until the group stops. */
final class Costs {

  private Costs() {}

  /**
   * Of a group that existed.
   *
   * @param made when Azure accepted it: for want of the time of its first pull
   * @param gone when it was deleted: a group goes on until then, unless all in it has ended
   */
  static Cost of(ContainerTask task, Candidate place, Instant made, Ending ending, Instant gone) {
    Instant from = made;
    Instant to = gone;
    Terminated run = ending.run();
    if (run != null) {
      boolean allEnded = run.restarts() == 0 && task.sidecars().isEmpty();
      from = run.pullStarted() == null ? made : run.pullStarted();
      to = allEnded && run.finishTime() != null ? run.finishTime() : gone;
    }
    Duration billed = to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    return Billing.cost(task, billed, place.price());
  }

  /** Null where there was none. */
  static @Nullable Cost sum(List<Attempt> attempts) {
    return attempts.stream()
        .flatMap(attempt -> Stream.ofNullable(attempt.cost()))
        .reduce(Billing::sum)
        .orElse(null);
  }
}
