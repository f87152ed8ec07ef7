package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.BatchRef;
import dev.estiba.activity.CloseBatch;
import dev.estiba.activity.OpenBatch;
import dev.estiba.batch.BatchResult;
import dev.estiba.document.Json;
import java.time.Instant;

/**
 * A batch, or one round of it, from its request to its result. It starts as many lanes as tasks may
 * run at a time; each runs one item after the other, and takes the next one from the batch's ledger
 * when it is free. So no history grows with the number of items: this one has three events for each
 * lane, and some for each time that it tells how far the batch is.
 */
public final class RunBatch {

  public static final String NAME = "RunBatch";

  /** External event that ends the batch; its data is as for a task. */
  public static final String CANCEL_EVENT = RunTask.CANCEL_EVENT;

  private RunBatch() {}

  /** Returns a {@link BatchResult}. */
  public static JsonNode run(TaskOrchestrationContext context) {
    RunBatchInput input = Json.fromTree(context.getInput(JsonNode.class), RunBatchInput.class);
    BatchRef ref = input.ref(context.getInstanceId());
    return End.of(ref.batchId(), result(context, input, ref))
        .tell(context, input.batch().onCompletion());
  }

  private static BatchResult result(
      TaskOrchestrationContext context, RunBatchInput input, BatchRef ref) {
    Instant begin = context.getCurrentInstant();
    try {
      OpenBatch.Outcome opened =
          PatientCall.call(
              context,
              OpenBatch.NAME,
              new OpenBatch.Input(ref, input.batch(), input.round()),
              OpenBatch.Outcome.class);
      new BatchWatch(context, input, ref).run(opened.lanes());
      return PatientCall.call(context, CloseBatch.NAME, ref, BatchResult.class);
    } catch (TaskFailedException e) {
      return BatchResult.failed(
          input.round(),
          input.batch().size(),
          Activities.bug(e),
          begin,
          context.getCurrentInstant());
    }
  }
}
