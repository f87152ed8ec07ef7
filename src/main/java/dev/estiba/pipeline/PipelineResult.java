package dev.estiba.pipeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.estiba.task.Cost;
import dev.estiba.task.Reason;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a pipeline.
 *
 * @param state Succeeded, Failed, TimedOut or Cancelled
 * @param round 1 for the first run, one more for each retry
 * @param steps all of them, in the order in which they were written
 * @param outputs what the pipeline puts out
 * @param cost of all steps together, also in earlier rounds; null when there was none
 * @param reason why, for every state but {@code Succeeded}; where outputs were left out, why
 * @param cancelledBy who cancelled it, as they said
 */
public record PipelineResult(
    StepState state,
    int round,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<StepResult> steps,
    Map<String, String> outputs,
    @Nullable Cost cost,
    @Nullable Reason reason,
    @Nullable String cancelledBy,
    Instant startedAt,
    Instant finishedAt) {

  /** How a pipeline may end. */
  static final List<StepState> STATES =
      List.of(StepState.SUCCEEDED, StepState.FAILED, StepState.TIMED_OUT, StepState.CANCELLED);

  public PipelineResult {
    steps = steps == null ? List.of() : List.copyOf(steps);
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  /** The same for where its steps are shown already. */
  public PipelineResult withoutSteps() {
    return new PipelineResult(
        state, round, List.of(), outputs, cost, reason, cancelledBy, startedAt, finishedAt);
  }
}
