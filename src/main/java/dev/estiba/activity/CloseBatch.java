package dev.estiba.activity;

import dev.estiba.batch.Batch;
import dev.estiba.batch.BatchLedger;
import dev.estiba.batch.BatchResult;
import dev.estiba.store.Change;
import dev.estiba.task.Reason;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Once no lane of a batch runs any more, says what became of it. Run again, it says the same. */
public final class CloseBatch {

  public static final String NAME = "CloseBatch";

  private static final Logger log = LoggerFactory.getLogger(CloseBatch.class);

  private static final Reason LOST =
      new Reason(
          "InternalError",
          null,
          "The orchestration that ran the item ended without saying how the item did.",
          "Somebody terminated it, or this is a defect of Estiba; run the item again with"
              + " POST /api/batches/{id}/retry.");

  private final Batches batches;
  private final InstantSource clock;

  public CloseBatch(Batches batches, InstantSource clock) {
    this.batches = batches;
    this.clock = clock;
  }

  public BatchResult run(BatchRef ref) {
    Batch batch = batches.definition(ref);
    Instant now = clock.instant();
    BatchLedger closed =
        batches.change(
            ref,
            ledger -> {
              BatchLedger result = ledger.closed(LOST, now);
              return Change.of(result, result);
            });
    try {
      batches.close(ref);
    } catch (UncheckedIOException e) {
      // No reason to keep the result back: the sweep deletes it.
      log.warn("The open mark of the batch {} could not be deleted yet", ref.roundId(), e);
    }
    return closed.result(batch.maxFailures());
  }
}
