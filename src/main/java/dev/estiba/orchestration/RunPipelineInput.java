package dev.estiba.orchestration;

import dev.estiba.pipeline.Pipeline;
import dev.estiba.pipeline.Step;
import dev.estiba.pipeline.StepKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@link RunPipeline} is started with.
 *
 * @param pipeline without literal secrets
 * @param pipelineId the instance id of the first round; null where it is this instance's own
 * @param partOf of a nested pipeline: the instance id of the one around it; null for none
 * @param round 1 for the first run, one more for each retry
 * @param env what expressions and tasks see: all of it, with what was inherited
 * @param earlier what earlier rounds have done
 * @param secretsOwner for whom its secrets were sealed: the id that it was submitted under
 * @param fingerprint of the request, to tell whether another one is the same; null for none
 */
public record RunPipelineInput(
    Pipeline pipeline,
    @Nullable String pipelineId,
    @Nullable String partOf,
    int round,
    Map<String, String> env,
    Earlier earlier,
    RunDefaults defaults,
    String secretsOwner,
    @Nullable String fingerprint) {

  public RunPipelineInput {
    // Not null for our own code; but anybody can start an orchestration with any input.
    if (Objects.isNull(pipeline)
        || Objects.isNull(env)
        || Objects.isNull(earlier)
        || Objects.isNull(defaults)
        || Objects.isNull(secretsOwner)) {
      throw new IllegalArgumentException(
          "RunPipeline needs a pipeline; start pipelines with POST /api/pipelines.");
    }
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
  }

  /** Of a pipeline that is asked for. */
  public static RunPipelineInput first(
      Pipeline pipeline, RunDefaults defaults, String secretsOwner, @Nullable String fingerprint) {
    return new RunPipelineInput(
        pipeline,
        null,
        null,
        1,
        pipeline.env(),
        Earlier.NOTHING,
        defaults,
        secretsOwner,
        fingerprint);
  }

  /**
   * By what people know the pipeline.
   *
   * @param instanceId of the orchestration that runs this round
   */
  String id(String instanceId) {
    return pipelineId == null ? instanceId : pipelineId;
  }

  /** Of the round that follows this one. */
  public RunPipelineInput next(String ofPipelineId, Earlier done, RunDefaults newDefaults) {
    return new RunPipelineInput(
        pipeline, ofPipelineId, null, round + 1, env, done, newDefaults, secretsOwner, null);
  }

  /** Of a pipeline that is a step of this one. */
  RunPipelineInput nested(
      Pipeline within, String instanceId, Map<String, String> itsEnv, Earlier itsEarlier) {
    return new RunPipelineInput(
        within, null, instanceId, round, itsEnv, itsEarlier, defaults, secretsOwner, null);
  }

  /**
   * By what the work of a step is known once it has begun in this round.
   *
   * @param instanceId of the orchestration that runs this round
   * @return null for an approval
   */
  public @Nullable String idOf(Step step, String instanceId) {
    StepKind kind = StepKind.of(step.work());
    if (kind == StepKind.APPROVAL) {
      return null;
    }
    Earlier.BatchRound batch = earlier.batches().get(step.name());
    return kind == StepKind.BATCH && batch != null
        ? batch.batchId()
        : StepIds.of(instanceId, step.name());
  }
}
