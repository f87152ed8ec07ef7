package dev.estiba.activity;

import dev.estiba.batch.Batch;
import dev.estiba.batch.BatchLedger;
import java.time.InstantSource;

/** Stores a batch and the ledger of a round of it. Run again, it finds both. */
public final class OpenBatch {

  public static final String NAME = "OpenBatch";

  /**
   * A round that begins.
   *
   * @param batch without literal secrets
   * @param round 1 for the first
   */
  public record Input(BatchRef ref, Batch batch, int round) {}

  /**
   * A round that can begin.
   *
   * @param waiting how many items it will run
   * @param lanes how many tasks may run at a time
   */
  public record Outcome(int waiting, int lanes) {}

  private final Batches batches;
  private final InstantSource clock;

  public OpenBatch(Batches batches, InstantSource clock) {
    this.batches = batches;
    this.clock = clock;
  }

  public Outcome run(Input input) {
    batches.define(input.ref(), input.batch());
    BatchLedger ledger = batches.open(input.ref(), fresh(input));
    int waiting = ledger.counts().waiting();
    return new Outcome(waiting, Math.min(waiting, input.batch().maxParallel()));
  }

  private BatchLedger fresh(Input input) {
    int items = input.batch().items().size();
    if (input.round() == 1) {
      return BatchLedger.open(input.ref().roundId(), items, clock.instant());
    }
    BatchRef before = BatchRef.of(input.ref().batchId(), input.round() - 1);
    return batches
        .ledger(before)
        .map(ledger -> ledger.openAgain(input.ref().roundId(), clock.instant()))
        .orElseThrow(
            () -> new IllegalStateException("There is no ledger of the round " + before.roundId()));
  }
}
