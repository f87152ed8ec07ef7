package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.InspectContainerGroup.Outcome;
import dev.estiba.activity.StopContainerGroup;
import dev.estiba.activity.TaskRef;
import dev.estiba.document.Json;
import dev.estiba.task.TaskPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A container that is to end before its time gets some seconds: the group is stopped, which tells
 * its processes so, and only then deleted. Its log is fetched before, as Azure keeps less of a
 * stopped one.
 */
final class Grace {

  /** Between two looks at first. The watch outlives the grace, until the group is gone. */
  private static final long SHORTEST_MILLIS = 1_000;

  private final TaskOrchestrationContext context;
  private final TaskRef ref;
  private final Progress progress;
  private final RunTaskInput input;

  Grace(TaskOrchestrationContext context, TaskRef ref, Progress progress, RunTaskInput input) {
    this.context = context;
    this.ref = ref;
    this.progress = progress;
    this.input = input;
  }

  /** Returns the interruption, with how the container ended where it did. */
  Ending end(Ending interruption) {
    progress.enter(TaskPhase.CANCELLING);
    long seconds = input.task().limits().cancelGraceSeconds();
    try {
      Activities.call(
          context,
          StopContainerGroup.NAME,
          new StopContainerGroup.Input(ref, input.otherContainers()),
          StopContainerGroup.Outcome.class);
    } catch (TaskFailedException e) {
      return interruption;
    }
    Instant now = context.getCurrentInstant(); // Logs that are kept before the stop take time.
    Task<Void> over = context.createTimer(Duration.ofSeconds(seconds));
    Task<JsonNode> watch =
        context.callSubOrchestrator(
            WatchContainerGroup.NAME,
            Json.toTree(
                new WatchContainerGroup.Input(
                    ref,
                    true,
                    WatchPlan.from(now, now, SHORTEST_MILLIS, input.longestWatchMillis()),
                    0,
                    input.others(),
                    input.otherContainers())),
            JsonNode.class);
    try {
      context.anyOf(List.of(watch, over)).await();
      return watch.isDone()
              && Activities.outcome(watch, Outcome.class) instanceof Outcome.Terminated run
          ? interruption.with(run)
          : interruption;
    } catch (TaskFailedException e) {
      return interruption;
    }
  }
}
