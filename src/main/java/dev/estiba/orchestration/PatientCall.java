package dev.estiba.orchestration;

import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import java.time.Duration;

/**
 * A call of an activity that must not fail for a storage that is out of reach for a while: it is
 * made again and again for about an hour. The activity has to be one that may run again.
 */
final class PatientCall {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(300);

  /** With the pauses after them, about an hour. */
  private static final int MOST_FAILURES = 18;

  private PatientCall() {}

  /**
   * As {@link Activities#call}.
   *
   * @throws TaskFailedException if it failed for an hour
   */
  static <T> T call(
      TaskOrchestrationContext context, String name, Object input, Class<T> outcomeType) {
    Duration pause = FIRST_PAUSE;
    for (int failures = 1; ; failures++) {
      try {
        return Activities.call(context, name, input, outcomeType);
      } catch (TaskFailedException e) {
        context.createTimer(pause).await();
        if (failures == MOST_FAILURES) {
          throw e;
        }
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
      }
    }
  }
}
