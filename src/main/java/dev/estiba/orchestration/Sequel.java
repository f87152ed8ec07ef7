package dev.estiba.orchestration;

import dev.estiba.activity.AgainPolicy;
import dev.estiba.task.Priority;
import dev.estiba.task.Retry;
import dev.estiba.task.TaskState;
import java.time.Instant;
import java.util.List;

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

  private static boolean isWorthIt(Retry retry, Ending ending) {
    String type = ending.reason() == null ? "" : ending.reason().type();
    Integer exitCode = ending.run() == null ? null : ending.run().exitCode();
    boolean named =
        retry.onFailures().contains(type)
            || (exitCode != null && retry.onExitCodes().contains(exitCode));
    if (named || !retry.onFailures().isEmpty()) {
      return named;
    }
    return exitCode == null ? ending.again() != AgainPolicy.FAIL : retry.onExitCodes().isEmpty();
  }

  /** Doubled each time; shifts stay below 62, so that nothing overflows. */
  private static long backoff(Retry retry, int failures) {
    long wait = retry.backoffSeconds() << Math.min(failures, 20);
    return Math.min(wait, retry.maxBackoffSeconds());
  }
}
