package dev.estiba.functions;

import com.microsoft.durabletask.DurableTaskClient;
import dev.estiba.activity.BatchRef;
import dev.estiba.batch.BatchLedger;
import dev.estiba.orchestration.RunBatch;
import dev.estiba.orchestration.RunBatchInput;
import java.util.Optional;

/** Begins another round of a batch, for the items that have not succeeded. */
final class BatchRetry {

  /** What became of it. */
  sealed interface Outcome {

    record Started(String instanceId) implements Outcome {}

    record Refused(String why) implements Outcome {}
  }

  private final DurableTaskClient client;
  private final Services services;

  BatchRetry(DurableTaskClient client, Services services) {
    this.client = client;
    this.services = services;
  }

  Outcome run(BatchRounds.Round newest) {
    String batchId = newest.ref().batchId();
    if (!newest.instance().isCompleted()) {
      return new Outcome.Refused("The batch " + batchId + " has not ended yet; cancel it before.");
    }
    if (services.batches().isOpen(newest.ref())) {
      return new Outcome.Refused(
          "Items of the batch " + batchId + " are being stopped; try again in a minute.");
    }
    Optional<BatchLedger> ledger = services.batches().ledger(newest.ref());
    if (ledger.isEmpty()) {
      return new Outcome.Refused(
          "The batch " + batchId + " has no record of its items; submit it again.");
    }
    if (ledger.get().counts().succeeded() == ledger.get().items()) {
      return new Outcome.Refused("Every item of the batch " + batchId + " has succeeded.");
    }
    int round = newest.input().round() + 1;
    return round > BatchLedger.MOST_ROUNDS
        ? new Outcome.Refused(
            "The batch " + batchId + " has been retried as often as it may; submit a new one.")
        : start(newest.input(), batchId, round);
  }

  /** Of two requests at a time, one starts the round, and both are told of it. */
  private Outcome start(RunBatchInput before, String batchId, int round) {
    String roundId = BatchRef.of(batchId, round).roundId();
    RunBatchInput input =
        new RunBatchInput(
            before.batch(),
            batchId,
            round,
            services.settings().runDefaults(),
            before.secretsOwner(),
            null);
    Instances.start(client, RunBatch.NAME, roundId, input);
    return new Outcome.Started(roundId);
  }
}
