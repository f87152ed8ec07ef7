package dev.estiba.orchestration;

import dev.estiba.activity.ContainerEnd;
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
      from = run.pullStarted() == null ? made : run.pullStarted();
      Instant end = lastEnd(task, run);
      to = end == null ? gone : end;
    }
    Duration billed = to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    return Billing.cost(task, billed, place.price());
  }

  /** When all of the group had ended; null while a part of it went on. */
  private static @Nullable Instant lastEnd(ContainerTask task, Terminated run) {
    List<ContainerEnd> others = run.others();
    boolean allEnded =
        run.restarts() == 0
            && others.size() == task.sidecars().size()
            && others.stream().allMatch(end -> end.restarts() == 0 && end.finishTime() != null);
    return allEnded && run.finishTime() != null
        ? Stream.concat(
                Stream.of(run.finishTime()),
                others.stream().flatMap(end -> Stream.ofNullable(end.finishTime())))
            .max(Instant::compareTo)
            .orElseThrow()
        : null;
  }

  /** Null where there was none. */
  static @Nullable Cost sum(List<Attempt> attempts) {
    return attempts.stream()
        .flatMap(attempt -> Stream.ofNullable(attempt.cost()))
        .reduce(Billing::sum)
        .orElse(null);
  }
}
