package dev.estiba.pipeline;

import dev.estiba.task.Cost;
import dev.estiba.task.Reason;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a step.
 *
 * @param round of the pipeline in which it ended: a lower one than the pipeline's if it was kept
 * @param id by which its task, batch or nested pipeline is known; null where there was none
 * @param startedAt null where it did not begin
 * @param reason why, for every state but {@code Succeeded}; of an approval what was said with it;
 *     where outputs were left out, why
 * @param message of an approval: what was asked
 * @param outputs texts by their names; those of a batch are lists in JSON
 * @param cost null where there was none
 * @param decidedBy of an approval: who decided, as they said
 */
public record StepResult(
    String name,
    StepKind kind,
    StepState state,
    int round,
    @Nullable String id,
    @Nullable Instant startedAt,
    Instant finishedAt,
    @Nullable Reason reason,
    @Nullable String message,
    Map<String, String> outputs,
    @Nullable Cost cost,
    @Nullable String decidedBy) {

  public StepResult {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  /**
   * @param why it has none; null where there is nothing to say
   */
  public StepResult withoutOutputs(@Nullable Reason why) {
    return new StepResult(
        name,
        kind,
        state,
        round,
        id,
        startedAt,
        finishedAt,
        why,
        message,
        Map.of(),
        cost,
        decidedBy);
  }

  /** What expressions and conditions of other steps see of it. */
  public StepOutcome outcome() {
    return new StepOutcome(state, outputs);
  }
}
