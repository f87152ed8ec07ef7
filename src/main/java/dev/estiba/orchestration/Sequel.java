package dev.estiba.orchestration;

import dev.estiba.task.Priority;
import dev.estiba.task.Reason;
import dev.estiba.task.Retry;
import dev.estiba.task.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Set;

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

  /** Another attempt would meet the same. */
  Set<String> LASTING =
      Set.of(
          "ImageNotFound",
          "ImageNotAccessible",
          "RegistryDenied",
          "NameTaken",
          "Invalid",
          "Forbidden",
          "NotRegistered",
          "SecretNotAvailable",
          "InternalError",
          "TimedOut",
          "BudgetReached",
          "Cancelled");

  static Sequel of(RunTaskInput input, Journey journey, Ending ending, int candidate, Instant now) {
    Instant deadline = journey.submittedAt().plusSeconds(input.task().limits().timeoutSeconds());
    boolean over = ending.state() == TaskState.SUCCEEDED || ending.state() == TaskState.CANCELLED;
    if (over || !now.isBefore(deadline)) {
      return new Nothing();
    }
    if (ending.elsewhere()) {
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

  private static boolean isWorthIt(Retry retry, Ending ending) {
    Reason reason = ending.reason();
    String type = reason == null ? "" : reason.type();
    if (ending.run() != null && type.equals("ExitCode")) {
      Integer code = ending.run().exitCode();
      return retry.onExitCodes().isEmpty()
          ? retry.onFailures().isEmpty() || retry.onFailures().contains(type)
          : retry.onExitCodes().contains(code);
    }
    return retry.onFailures().isEmpty()
        ? !LASTING.contains(type)
        : retry.onFailures().contains(type);
  }

  /** Doubled each time; shifts stay below 62, so that nothing overflows. */
  private static long backoff(Retry retry, int failures) {
    long wait = retry.backoffSeconds() << Math.min(failures, 20);
    return Math.min(wait, retry.maxBackoffSeconds());
  }
}
