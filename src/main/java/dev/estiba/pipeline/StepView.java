package dev.estiba.pipeline;

import dev.estiba.task.Cost;
import dev.estiba.task.Reason;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step as {@code GET /api/pipelines/{id}} shows it.
 *
 * @param since when its state began; null while it waits
 * @param round of the pipeline in which it ended; null before
 * @param reason why it did not succeed, or was skipped; of an approval what was said with it
 * @param message of an approval: what is asked
 * @param taskId of a step that runs a task, once it has begun; likewise the others
 * @param outputs of a step that has ended; while the pipeline runs, only if they are short
 * @param decidedBy of an approval: who decided, as they said
 */
public record StepView(
    String name,
    StepKind kind,
    StepProgress state,
    List<String> needs,
    @Nullable Instant since,
    @Nullable Integer round,
    @Nullable Reason reason,
    @Nullable String message,
    @Nullable String taskId,
    @Nullable String batchId,
    @Nullable String pipelineId,
    Map<String, String> outputs,
    @Nullable Cost cost,
    @Nullable String decidedBy) {

  public StepView {
    needs = List.copyOf(needs);
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  /** Of a step that has ended. */
  public static StepView of(Step step, StepResult result) {
    return of(
        step,
        StepProgress.of(result.state()),
        StepDetail.of(result),
        result.startedAt() == null ? null : result.id(),
        result.round());
  }

  /**
   * Of any step.
   *
   * @param id of its task, batch or nested pipeline; null for none
   * @param round null before it has ended
   */
  public static StepView of(
      Step step,
      StepProgress state,
      StepDetail detail,
      @Nullable String id,
      @Nullable Integer round) {
    StepKind kind = StepKind.of(step.work());
    return new StepView(
        step.name(),
        kind,
        state,
        step.needs(),
        detail.since(),
        round,
        detail.reason(),
        detail.message(),
        kind == StepKind.TASK ? id : null,
        kind == StepKind.BATCH ? id : null,
        kind == StepKind.PIPELINE ? id : null,
        detail.outputs(),
        detail.cost(),
        detail.decidedBy());
  }
}
