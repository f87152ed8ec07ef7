package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.CompositeTaskFailedException;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.BatchRef;
import dev.estiba.activity.InspectBatch;
import dev.estiba.batch.BatchLedger.Stop;
import dev.estiba.batch.BatchProgress;
import dev.estiba.batch.BatchState;
import dev.estiba.document.Json;
import dev.estiba.task.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Starts the lanes of a batch and waits until they end, or until it is to stop before. */
final class BatchWatch {

  private static final String REMEDY =
      "Run what has not succeeded with POST /api/batches/{id}/retry.";

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(10);

  private final TaskOrchestrationContext context;
  private final RunBatchInput input;
  private final BatchRef ref;
  private final Instant begin;
  private final Task<JsonNode> cancel;
  private final Task<Void> deadline;

  BatchWatch(TaskOrchestrationContext context, RunBatchInput input, BatchRef ref) {
    this.context = context;
    this.input = input;
    this.ref = ref;
    this.begin = context.getCurrentInstant();
    this.cancel = context.waitForExternalEvent(RunBatch.CANCEL_EVENT, JsonNode.class);
    this.deadline = context.createTimer(Duration.ofSeconds(input.batch().timeoutSeconds()));
  }

  /** Returns when no lane runs any more. */
  void run(int lanes) {
    Task<?> all = context.allOf(start(lanes));
    while (!all.isDone() && !cancel.isDone() && !deadline.isDone()) {
      tellProgress();
      awaitAny(all, cancel, deadline, context.createTimer(pause()));
    }
    if (!all.isDone()) {
      new BatchStop(context, ref).until(all, stop());
    }
  }

  private List<Task<JsonNode>> start(int lanes) {
    List<Task<JsonNode>> tasks = new ArrayList<>();
    for (int lane = 1; lane <= lanes; lane++) {
      tasks.add(
          context.callSubOrchestrator(
              RunBatchLane.NAME,
              Json.toTree(
                  new RunBatchLane.Input(
                      ref, lane, 1, List.of(), input.defaults(), input.secretsOwner())),
              ref.laneId(lane),
              JsonNode.class));
    }
    return tasks;
  }

  private void awaitAny(Task<?>... tasks) {
    try {
      context.anyOf(tasks).await();
    } catch (TaskFailedException | CompositeTaskFailedException e) {
      // A lane that failed: the others take its items, and the ledger tells what it left behind.
    }
  }

  private void tellProgress() {
    try {
      context.setCustomStatus(
          Json.toTree(Activities.call(context, InspectBatch.NAME, ref, BatchProgress.class)));
    } catch (TaskFailedException e) {
      // The next time is soon, and nothing else depends on it.
    }
  }

  /** A quarter of its age: one that takes 30 days tells of it less than 60 times. */
  private Duration pause() {
    Duration age = Duration.between(begin, context.getCurrentInstant());
    Duration quarter = Duration.ofSeconds(age.toSeconds() / 4);
    return quarter.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : quarter;
  }

  private Stop stop() {
    if (cancel.isDone()) {
      Cancellation cancellation = Cancellation.of(cancel.await());
      return new Stop(
          BatchState.CANCELLED,
          cancellation.reason("batch", REMEDY),
          cancellation.byOrNull(),
          null);
    }
    return new Stop(
        BatchState.TIMED_OUT,
        new Reason(
            "TimedOut",
            null,
            "The batch did not end within its " + input.batch().timeoutSeconds() + " s.",
            "Give it more time with timeoutSeconds. " + REMEDY),
        null,
        null);
  }
}
