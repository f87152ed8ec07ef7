package dev.estiba.orchestration;

import com.microsoft.durabletask.CompositeTaskFailedException;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.BatchRef;
import dev.estiba.activity.StopBatch;
import dev.estiba.batch.BatchLedger.Stop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Has the tasks of a batch cancelled until none of them runs. Once is not enough: a task that was
 * taken and has not begun yet misses the event.
 */
final class BatchStop {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(300);

  /** With the pauses between them, some hours: what does not end until then is left to itself. */
  private static final int MOST_ROUNDS = 40;

  private final TaskOrchestrationContext context;
  private final BatchRef ref;

  BatchStop(TaskOrchestrationContext context, BatchRef ref) {
    this.context = context;
    this.ref = ref;
  }

  /** Until a task of this orchestration, the last of the batch's lanes, has ended. */
  void until(Task<?> end, Stop why) {
    Duration pause = FIRST_PAUSE;
    for (int round = 0; round < MOST_ROUNDS && !end.isDone(); round++) {
      cancelAll(why);
      try {
        context.anyOf(end, context.createTimer(pause)).await();
      } catch (TaskFailedException | CompositeTaskFailedException e) {
        // A lane that failed has ended, too.
      }
      pause = longer(pause);
    }
  }

  /** Until no item is under way, by what the ledger says. */
  void untilNoneRuns() {
    Duration pause = FIRST_PAUSE;
    for (int round = 0; round < MOST_ROUNDS && cancelAll(null) > 0; round++) {
      context.createTimer(pause).await();
      pause = longer(pause);
    }
  }

  /** Returns how many items were under way; 1 where that could not be found out. */
  private int cancelAll(@Nullable Stop why) {
    try {
      return Activities.call(
              context, StopBatch.NAME, new StopBatch.Input(ref, why), StopBatch.Outcome.class)
          .running();
    } catch (TaskFailedException e) {
      return 1;
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }
}
