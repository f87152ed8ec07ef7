package dev.estiba.activity;

import dev.estiba.batch.BatchProgress;
import java.time.InstantSource;

/** Says how far a batch is. */
public final class InspectBatch {

  public static final String NAME = "InspectBatch";

  private final Batches batches;
  private final InstantSource clock;

  public InspectBatch(Batches batches, InstantSource clock) {
    this.batches = batches;
    this.clock = clock;
  }

  public BatchProgress run(BatchRef ref) {
    return batches
        .ledger(ref)
        .map(ledger -> BatchProgress.of(ledger, clock.instant()))
        .orElseThrow(
            () ->
                new IllegalStateException("The ledger of the batch " + ref.roundId() + " is gone"));
  }
}
