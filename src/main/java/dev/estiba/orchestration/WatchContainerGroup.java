package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.InspectContainerGroup;
import dev.estiba.activity.InspectContainerGroup.Outcome;
import dev.estiba.activity.TaskRef;
import dev.estiba.task.Json;
import java.time.Duration;
import java.time.Instant;

/**
 * Looks at a container group again and again until there is news: it runs, where that is not known
 * yet, or it has ended. The longer it watches, the longer it waits between two looks.
 */
public final class WatchContainerGroup {

  public static final String NAME = "WatchContainerGroup";

  /** A round is at most eight events: a generation's history stays below 200. */
  private static final int ROUNDS_PER_GENERATION = 20;

  /** The wait is this part of the time watched so far. */
  private static final int AGE_PARTS = 10;

  /** After a create, Azure's replicas may not know the group for a moment. */
  private static final int MISSING_UNTIL_GONE = 3;

  /**
   * @param knownToRun whether the news that it runs is old
   * @param since when the watch began
   * @param missing how many looks in a row found no group
   */
  record Input(
      TaskRef ref,
      boolean knownToRun,
      Instant since,
      long watchMillis,
      long longestWatchMillis,
      int missing) {}

  private WatchContainerGroup() {}

  /** Returns an {@link Outcome}: {@code Running} or one that ends the watch. */
  public static JsonNode run(TaskOrchestrationContext context) {
    Input input = Json.fromTree(context.getInput(JsonNode.class), Input.class);
    int missing = input.missing();
    for (int round = 0; round < ROUNDS_PER_GENERATION; round++) {
      Outcome outcome = inspect(context, input.ref(), round + 1 == ROUNDS_PER_GENERATION);
      missing = outcome instanceof Outcome.Gone ? missing + 1 : 0;
      if (isNews(outcome, input.knownToRun(), missing)) {
        return Json.toTree(outcome);
      }
      context.createTimer(wait(input, context.getCurrentInstant())).await();
    }
    context.continueAsNew(
        Json.toTree(
            new Input(
                input.ref(),
                input.knownToRun(),
                input.since(),
                input.watchMillis(),
                input.longestWatchMillis(),
                missing)));
    return Json.toTree(new Outcome.Starting());
  }

  /**
   * A look that fails in a way that nobody foresaw, because the function's time was over for
   * instance, must not end a task that runs well; one that still fails after many is told.
   */
  private static Outcome inspect(
      TaskOrchestrationContext context, TaskRef ref, boolean lastOfGeneration) {
    try {
      return Activities.call(context, InspectContainerGroup.NAME, ref, Outcome.class);
    } catch (TaskFailedException e) {
      if (lastOfGeneration) {
        throw e;
      }
      return new Outcome.Unavailable(Activities.bug(e));
    }
  }

  private static boolean isNews(Outcome outcome, boolean knownToRun, int missing) {
    if (outcome instanceof Outcome.Running) {
      return !knownToRun;
    }
    if (outcome instanceof Outcome.Gone) {
      return missing >= MISSING_UNTIL_GONE;
    }
    return outcome instanceof Outcome.Terminated || outcome instanceof Outcome.ProvisioningFailed;
  }

  private static Duration wait(Input input, Instant now) {
    Duration byAge = Duration.between(input.since(), now).dividedBy(AGE_PARTS);
    Duration shortest = Duration.ofMillis(input.watchMillis());
    Duration wait = byAge.compareTo(shortest) > 0 ? byAge : shortest;
    Duration longest = Duration.ofMillis(input.longestWatchMillis());
    return wait.compareTo(longest) < 0 ? wait : longest;
  }
}
