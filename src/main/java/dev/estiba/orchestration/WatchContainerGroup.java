package dev.estiba.orchestration;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.InspectContainerGroup;
import dev.estiba.activity.InspectContainerGroup.Look;
import dev.estiba.activity.InspectContainerGroup.Outcome;
import dev.estiba.activity.TaskRef;
import dev.estiba.document.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a container group again and again until there is news: it runs, where that is not known
 * yet, or it has ended. The older the group, the longer it waits between two looks. It fetches the
 * log too, of a container that runs.
 */
public final class WatchContainerGroup {

  public static final String NAME = "WatchContainerGroup";

  /** A round is at most eight events: a generation's history stays below 200. */
  private static final int ROUNDS_PER_GENERATION = 20;

  /** After a create, Azure's replicas may not know the group for a moment. */
  private static final int MISSING_UNTIL_GONE = 3;

  /**
   * What is watched.
   *
   * @param knownToRun whether the news that it runs is old
   * @param missing how many looks in a row found no group
   * @param others the names of the containers that count beside the group's own
   * @param atEnd as the looks are told
   */
  record Input(
      TaskRef ref,
      boolean knownToRun,
      WatchPlan plan,
      int missing,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> others,
      @Nullable List<String> atEnd) {

    Input {
      others = others == null ? List.of() : List.copyOf(others);
    }
  }

  private WatchContainerGroup() {}

  /**
   * Returns an {@link Outcome}: {@code Running}, one that ends the watch, or {@code Defect} after a
   * generation in which no look succeeded.
   */
  public static JsonNode run(TaskOrchestrationContext context) {
    Input input = Json.fromTree(context.getInput(JsonNode.class), Input.class);
    WatchPlan plan = input.plan();
    int missing = input.missing();
    int defects = 0;
    for (int round = 0; round < ROUNDS_PER_GENERATION; round++) {
      Instant asked = context.getCurrentInstant();
      Look look = inspect(context, input, plan, asked);
      Outcome outcome = look.outcome();
      if (outcome != null) {
        missing = outcome instanceof Outcome.Gone ? missing + 1 : 0;
        defects += outcome instanceof Outcome.Defect ? 1 : 0;
        if (isNews(outcome, input.knownToRun(), missing) || defects == ROUNDS_PER_GENERATION) {
          return Json.toTree(outcome);
        }
      }
      Instant now = context.getCurrentInstant();
      plan = plan.after(look, asked, now, context.getInstanceId());
      // What became due during the look is not waited for.
      if (plan.next().isAfter(now)) {
        context.createTimer(Duration.between(now, plan.next())).await();
      }
    }
    JsonNode next =
        Json.toTree(
            new Input(
                input.ref(), input.knownToRun(), plan, missing, input.others(), input.atEnd()));
    context.continueAsNew(next);
    return next;
  }

  /**
   * A look that fails in a way that nobody foresaw, because the function's time was over for
   * instance, must not end a task that runs well; only when all of them do it is told.
   */
  private static Look inspect(
      TaskOrchestrationContext context, Input input, WatchPlan plan, Instant now) {
    try {
      return Activities.call(
          context,
          InspectContainerGroup.NAME,
          new InspectContainerGroup.Input(
              input.ref(), plan.isStateDue(now), plan.isLogDue(now), input.others(), input.atEnd()),
          Look.class);
    } catch (TaskFailedException e) {
      return new Look(new Outcome.Defect(Activities.bug(e)), null);
    }
  }

  private static boolean isNews(Outcome outcome, boolean knownToRun, int missing) {
    if (outcome instanceof Outcome.Running) {
      return !knownToRun;
    }
    if (outcome instanceof Outcome.Gone) {
      return missing >= MISSING_UNTIL_GONE;
    }
    return outcome instanceof Outcome.Terminated
        || outcome instanceof Outcome.ProvisioningFailed
        || outcome instanceof Outcome.InitFailed
        || outcome instanceof Outcome.Preempted;
  }
}
