package dev.estiba.functions;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.OrchestrationMetadata;
import dev.estiba.activity.BatchRef;
import dev.estiba.batch.BatchLedger;
import dev.estiba.document.Json;
import dev.estiba.orchestration.RunBatch;
import dev.estiba.orchestration.RunBatchInput;
import java.util.Optional;

/** The orchestrations that run a batch: one for the first round, and one for each retry. */
final class BatchRounds {

  /** One of them. */
  record Round(BatchRef ref, OrchestrationMetadata instance) {

    RunBatchInput input() {
      return Json.read(instance.getSerializedInput(), RunBatchInput.class);
    }
  }

  private BatchRounds() {}

  /**
   * The last round that was begun; empty if there is no such batch. Its first rounds may have been
   * purged.
   *
   * @param id of the batch, or the instance id of any of its rounds, which a retry is answered with
   */
  static Optional<Round> newest(DurableTaskClient client, String id) {
    return Instances.find(client, id, RunBatch.NAME)
        .map(instance -> new Round(BatchRef.first(id), instance).input().batchId())
        .map(batchId -> newestOf(client, batchId))
        .orElseGet(() -> newestOf(client, id));
  }

  private static Optional<Round> newestOf(DurableTaskClient client, String batchId) {
    Optional<Round> newest = Optional.empty();
    for (int round = 1; round <= BatchLedger.MOST_ROUNDS; round++) {
      BatchRef ref = BatchRef.of(batchId, round);
      Optional<Round> found =
          Instances.find(client, ref.roundId(), RunBatch.NAME).map(i -> new Round(ref, i));
      if (found.isEmpty() && newest.isPresent()) {
        return newest;
      }
      newest = found;
    }
    return newest;
  }
}
