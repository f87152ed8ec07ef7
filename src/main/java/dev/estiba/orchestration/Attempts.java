package dev.estiba.orchestration;

import dev.estiba.activity.CollectLogs;
import dev.estiba.activity.InspectContainerGroup.Outcome.Terminated;
import dev.estiba.activity.TaskRef;
import dev.estiba.task.Attempt;
import dev.estiba.task.Cost;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes down what became of one attempt. */
final class Attempts {

  private final TaskRef ref;
  private final Candidate place;
  private final Ending ending;

  Attempts(TaskRef ref, Candidate place, Ending ending) {
    this.ref = ref;
    this.place = place;
    this.ending = ending;
  }

  Attempt of(
      CollectLogs.@Nullable Outcome log,
      @Nullable Instant goneAt,
      @Nullable Instant keptUntil,
      @Nullable Cost cost) {
    Terminated run = ending.run();
    return new Attempt(
        ref.attempt(),
        ending.state(),
        run == null ? null : run.exitCode(),
        run == null ? null : run.startTime(),
        run == null ? null : run.finishTime(),
        run == null ? null : run.detailStatus(),
        run == null ? 0 : run.restarts(),
        ref.containerGroup(),
        place.location(),
        place.priority(),
        log == null ? null : log.location(),
        log != null && log.failure() == null && log.gaps() == 0,
        log == null ? 0 : log.gaps(),
        goneAt,
        keptUntil,
        cost,
        ending.reason());
  }
}
