package dev.estiba.orchestration;

import dev.estiba.activity.AgainPolicy;
import dev.estiba.task.Priority;
import dev.estiba.task.Retry;
import dev.estiba.task.TaskState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows an attempt: another one, or nothing. */
sealed interface Sequel {

  record Nothing() implements Sequel {}

  /** Another attempt. */
  sealed interface Next extends Sequel {

    Journey from(Journey travelled, Instant now);
  }

  /** In the same place, after a while. */
  record Again(long afterSeconds) implements Next {

    @Override
    public Journey from(Journey travelled, Instant now) {
      return travelled.again(now.plusSeconds(afterSeconds));
    }
  }

  /** At once, in another place, and without being counted: the task did not fail. */
  record Elsewhere(int candidate) implements Next {

    @Override
    public Journey from(Journey travelled, Instant now) {
      return travelled.elsewhere(candidate);
    }
  }

  /**
   * What follows.
   *
   * @param journey with the attempt's cost, where that is known already
   */
  static Sequel of(RunTaskInput input, Journey journey, Ending ending, int candidate, Instant now) {
    Instant deadline = journey.submittedAt().plusSeconds(input.task().limits().timeoutSeconds());
    boolean over = ending.state() == TaskState.SUCCEEDED || ending.state() == TaskState.CANCELLED;
    if (over || !now.isBefore(deadline) || isSpent(input, journey)) {
      return new Nothing();
    }
    if (ending.again() == AgainPolicy.OTHER_REGION) {
      int next = nextCandidate(input.candidates(), candidate, isPreemption(ending));
      if (next >= 0) {
        return new Elsewhere(next);
      }
    }
    Retry retry = input.task().retry();
    long wait = backoff(retry, journey.failures());
    boolean again =
        journey.failures() + 1 < retry.maxAttempts()
            && isWorthIt(retry, ending)
            && now.plusSeconds(wait).isBefore(deadline);
    return again ? new Again(wait) : new Nothing();
  }

  private static boolean isPreemption(Ending ending) {
    return ending.reason() != null && ending.reason().type().equals("Preempted");
  }

  /** After a preemption only a Regular group is safe; returns -1 where there is none. */
  private static int nextCandidate(List<Candidate> candidates, int candidate, boolean onlyRegular) {
    for (int next = candidate + 1; next < candidates.size(); next++) {
      if (!onlyRegular || candidates.get(next).priority() == Priority.REGULAR) {
        return next;
      }
    }
    return -1;
  }

  private static boolean isSpent(RunTaskInput input, Journey journey) {
    Double budget = input.task().limits().budget();
    return budget != null && journey.spent() >= budget;
  }

  /** After an interruption the exit code only tells how the container took it. */
  private static boolean isWorthIt(Retry retry, Ending ending) {
    return isWorthIt(
        retry,
        ending.reason() == null ? "" : ending.reason().type(),
        ending.run() == null || ending.isInterruption() ? null : ending.run().exitCode(),
        ending.again() != AgainPolicy.FAIL);
  }

  /**
   * Whether a task that failed is to be run again, as far as that depends on why.
   *
   * @param mayPass whether a failure without an exit code may not be met again
   */
  static boolean isWorthIt(Retry retry, String type, @Nullable Integer exitCode, boolean mayPass) {
    boolean named =
        retry.onFailures().contains(type)
            || (exitCode != null && retry.onExitCodes().contains(exitCode));
    if (named || !retry.onFailures().isEmpty()) {
      return named;
    }
    return exitCode == null ? mayPass : retry.onExitCodes().isEmpty();
  }

  /** Doubled each time; shifts stay below 62, so that nothing overflows. */
  static long backoff(Retry retry, int failures) {
    long wait = retry.backoffSeconds() << Math.min(failures, 20);
    return Math.min(wait, retry.maxBackoffSeconds());
  }
}
