package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.CollectLogs;
import dev.estiba.activity.DeleteContainerGroup;
import dev.estiba.activity.Patience;
import dev.estiba.document.Json;
import dev.estiba.task.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects a log, or deletes a group, that could not be at the first time: again and again, with
 * growing waits, for an hour at most. The sweep goes on after that.
 */
public final class CloseContainerGroup {

  public static final String NAME = "CloseContainerGroup";

  /** A round is eight events: a generation's history stays below 200. */
  private static final int ROUNDS_PER_GENERATION = 20;

  /** With the waits between them, about an hour. */
  private static final int MAX_ROUNDS = 66;

  /** Of the log of a container that goes on running, and costing, until its group is deleted. */
  private static final int FEW_ROUNDS = 4;

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /**
   * What is to be done.
   *
   * @param logs which logs are to be collected; null where the group is to be deleted
   * @param foreignIsGone whether a group of that name that is not ours counts as none
   * @param rounds how many have been
   * @param maxRounds how many may be
   */
  record Input(
      CollectLogs.@Nullable Input logs,
      DeleteContainerGroup.@Nullable Input group,
      boolean foreignIsGone,
      int rounds,
      int maxRounds) {

    static Input ofLogs(CollectLogs.Input logs, boolean patient) {
      return new Input(logs, null, false, 0, patient ? MAX_ROUNDS : FEW_ROUNDS);
    }

    static Input ofGroup(DeleteContainerGroup.Input group, boolean foreignIsGone) {
      return new Input(null, group, foreignIsGone, 0, MAX_ROUNDS);
    }

    private Input onFrom(int round) {
      return new Input(logs, group, foreignIsGone, round, maxRounds);
    }
  }

  /**
   * What was reached.
   *
   * @param log of the last fetch
   * @param goneAt when the group was seen to be gone; null if it may be there
   */
  record Output(CollectLogs.@Nullable Outcome log, @Nullable Instant goneAt) {

    CollectLogs.Outcome requireLog() {
      return log == null ? notCollected(null) : log;
    }
  }

  private CloseContainerGroup() {}

  /** Returns an {@link Output}. */
  public static JsonNode run(TaskOrchestrationContext context) {
    Input input = Json.fromTree(context.getInput(JsonNode.class), Input.class);
    int end = Math.min(input.maxRounds(), input.rounds() + ROUNDS_PER_GENERATION);
    Output output = new Output(null, null);
    for (int round = input.rounds(); round < end; round++) {
      context.createTimer(waitBefore(round)).await();
      output = input.logs() == null ? delete(context, input) : collect(context, input.logs());
      if (isDone(output)) {
        return Json.toTree(output);
      }
    }
    if (end < input.maxRounds()) {
      context.continueAsNew(Json.toTree(input.onFrom(end)));
    }
    return Json.toTree(output);
  }

  /** Of a log that nobody knows anything about. */
  static CollectLogs.Outcome notCollected(@Nullable Reason why) {
    Reason reason =
        why != null
            ? why
            : new Reason(
                "LogNotKept",
                null,
                "The end of the log could not be fetched.",
                "Estiba's own log says why.");
    return new CollectLogs.Outcome(null, reason, Patience.LONG, 0, Map.of(), List.of());
  }

  private static boolean isDone(Output output) {
    return output.goneAt() != null
        || (output.log() != null && output.log().patience() == Patience.NONE);
  }

  private static Output collect(TaskOrchestrationContext context, CollectLogs.Input logs) {
    try {
      return new Output(
          Activities.call(context, CollectLogs.NAME, logs, CollectLogs.Outcome.class), null);
    } catch (TaskFailedException e) {
      return new Output(notCollected(Activities.bug(e)), null);
    }
  }

  private static Output delete(TaskOrchestrationContext context, Input input) {
    try {
      DeleteContainerGroup.Outcome outcome =
          Activities.call(
              context,
              DeleteContainerGroup.NAME,
              Objects.requireNonNull(input.group()),
              DeleteContainerGroup.Outcome.class);
      boolean gone =
          outcome instanceof DeleteContainerGroup.Outcome.Gone
              || (outcome instanceof DeleteContainerGroup.Outcome.NotOurs && input.foreignIsGone());
      return new Output(null, gone ? context.getCurrentInstant() : null);
    } catch (TaskFailedException e) {
      return new Output(null, null);
    }
  }

  /** 1, 2, 4, … 60 seconds. */
  private static Duration waitBefore(int round) {
    Duration wait = Duration.ofSeconds(1L << Math.min(round, 6));
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }
}
