package dev.estiba.orchestration;

import dev.estiba.activity.BatchRef;
import dev.estiba.batch.Batch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@link RunBatch} is started with.
 *
 * @param batch without literal secrets
 * @param batchId the instance id of the first round; null where it is this instance's own
 * @param round 1 for the first run, one more for each retry of what failed
 * @param secretsOwner for whom the template's secrets were sealed: the id that it was submitted
 *     under
 * @param fingerprint of the request, to tell whether another one is the same; null for none
 */
public record RunBatchInput(
    Batch batch,
    @Nullable String batchId,
    int round,
    RunDefaults defaults,
    String secretsOwner,
    @Nullable String fingerprint) {

  public RunBatchInput {
    // Not null for our own code; but anybody can start an orchestration with any input.
    if (Objects.isNull(batch) || Objects.isNull(defaults) || Objects.isNull(secretsOwner)) {
      throw new IllegalArgumentException(
          "RunBatch needs a batch; start batches with POST /api/batches.");
    }
  }

  /**
   * The round that this is.
   *
   * @param instanceId of the orchestration that runs it
   */
  public BatchRef ref(String instanceId) {
    return new BatchRef(batchId == null ? instanceId : batchId, instanceId);
  }
}
