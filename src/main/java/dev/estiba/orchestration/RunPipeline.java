package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.document.Json;
import dev.estiba.pipeline.PipelineResult;

/**
 * A pipeline, or one round of it, from its request to its result. Each step that runs something is
 * an orchestration of its own. Never fails for what happens to a step: the {@link PipelineResult}
 * says it.
 *
 * <p>It never continues as new: it has some events for each of at most 200 steps, and must not lose
 * a decision.
 */
public final class RunPipeline {

  public static final String NAME = "RunPipeline";

  /**
   * External event that ends the pipeline; its data is as for a task. With {@code force} in it,
   * steps that run in any case are ended too.
   */
  public static final String CANCEL_EVENT = RunTask.CANCEL_EVENT;

  /**
   * External event that lets a step go on; its data has {@code step}, {@code by}, {@code reason}.
   */
  public static final String APPROVE_EVENT = "approve";

  /** External event that refuses a step; its data is that of {@link #APPROVE_EVENT}. */
  public static final String REJECT_EVENT = "reject";

  private RunPipeline() {}

  /** Returns a {@link PipelineResult}. */
  public static JsonNode run(TaskOrchestrationContext context) {
    RunPipelineInput input =
        Json.fromTree(context.getInput(JsonNode.class), RunPipelineInput.class);
    return End.of(input.id(context.getInstanceId()), new PipelineRun(context, input).run())
        .tell(context, input.pipeline().onCompletion());
  }
}
