package dev.estiba.functions;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import dev.estiba.document.Json;
import dev.estiba.orchestration.RunPipeline;
import dev.estiba.orchestration.RunPipelineInput;
import dev.estiba.pipeline.PipelineResult;
import java.util.Optional;

/** The orchestrations that run a pipeline: one for the first round, and one for each retry. */
final class PipelineRounds {

  /** More retries than anybody makes; each look at a pipeline asks for all of its rounds. */
  static final int MOST = 35;

  /**
   * One of them.
   *
   * @param pipelineId the instance id of the first
   */
  record Round(String pipelineId, OrchestrationMetadata instance) {

    RunPipelineInput input() {
      return Json.read(instance.getSerializedInput(), RunPipelineInput.class);
    }

    String instanceId() {
      return instance.getInstanceId();
    }

    /** Empty before it has ended, and where it ended without one. */
    Optional<PipelineResult> result() {
      return instance.getRuntimeStatus() == OrchestrationRuntimeStatus.COMPLETED
          ? Optional.of(Json.read(instance.getSerializedOutput(), PipelineResult.class))
          : Optional.empty();
    }
  }

  private PipelineRounds() {}

  static String instanceId(String pipelineId, int round) {
    return round == 1 ? pipelineId : pipelineId + "-r" + round;
  }

  /**
   * The last round that was begun; empty if there is no such pipeline. Its first rounds may have
   * been purged.
   *
   * @param id of the pipeline, or the instance id of any of its rounds, which a retry is answered
   *     with
   */
  static Optional<Round> newest(DurableTaskClient client, String id) {
    return Instances.find(client, id, RunPipeline.NAME)
        .map(instance -> new Round(id, instance).input().pipelineId())
        .map(pipelineId -> newestOf(client, pipelineId))
        .orElseGet(() -> newestOf(client, id));
  }

  private static Optional<Round> newestOf(DurableTaskClient client, String pipelineId) {
    Optional<Round> newest = Optional.empty();
    for (int round = 1; round <= MOST; round++) {
      Optional<Round> found =
          Instances.find(client, instanceId(pipelineId, round), RunPipeline.NAME)
              .map(instance -> new Round(pipelineId, instance));
      if (found.isEmpty() && newest.isPresent()) {
        return newest;
      }
      newest = found;
    }
    return newest;
  }
}
