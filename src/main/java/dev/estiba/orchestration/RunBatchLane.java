package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.BatchRef;
import dev.estiba.activity.TakeItems;
import dev.estiba.activity.TakeItems.Outcome;
import dev.estiba.batch.ItemReport;
import dev.estiba.document.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the places in which a batch runs its items: takes one (or a pack), runs it, tells how it
 * ended, takes the next. It waits for one task at a time, and so may continue as new between two.
 */
public final class RunBatchLane {

  public static final String NAME = "RunBatchLane";

  /**
   * A turn is some eight events, and more for a pack that is run again. Each event makes all turns
   * of the generation run again, with the JSON of their tasks: so a few are cheaper than many, and
   * than one.
   */
  private static final int TURNS_PER_GENERATION = 3;

  /**
   * What a lane goes on with.
   *
   * @param turn the number of the next turn; 1 for the first
   * @param reports how the items of the turn before ended
   */
  record Input(
      BatchRef ref,
      int lane,
      int turn,
      List<ItemReport> reports,
      RunDefaults defaults,
      String secretsOwner) {

    Input {
      reports = List.copyOf(reports);
    }

    private Input after(List<ItemReport> ended) {
      return new Input(ref, lane, turn + 1, ended, defaults, secretsOwner);
    }
  }

  private RunBatchLane() {}

  /** Returns what it would have gone on with. */
  public static JsonNode run(TaskOrchestrationContext context) {
    Input input = Json.fromTree(context.getInput(JsonNode.class), Input.class);
    for (int turn = 0; turn < TURNS_PER_GENERATION; turn++) {
      Outcome outcome = take(context, input);
      if (outcome instanceof Outcome.CancelOthers) {
        new BatchStop(context, input.ref()).untilNoneRuns();
      }
      if (outcome instanceof Outcome.Work work) {
        input = input.after(new ItemRun(context, input).run(work.items()));
      } else if (outcome instanceof Outcome.Rejected rejected) {
        input = input.after(List.of(rejected.report()));
      } else {
        return Json.toTree(input);
      }
    }
    JsonNode next = Json.toTree(input);
    context.continueAsNew(next);
    return next;
  }

  /** Whether the batch begins no more tasks, whatever the lane has taken. */
  static boolean isStopped(TaskOrchestrationContext context, Input input) {
    return !(take(context, input) instanceof Outcome.Work work) || work.stopped();
  }

  /** Null where the ledger could not be reached for an hour: other lanes may go on. */
  private static @Nullable Outcome take(TaskOrchestrationContext context, Input input) {
    try {
      return PatientCall.call(
          context,
          TakeItems.NAME,
          new TakeItems.Input(input.ref(), input.lane(), input.turn(), input.reports()),
          Outcome.class);
    } catch (TaskFailedException e) {
      return null;
    }
  }
}
