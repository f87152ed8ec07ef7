package dev.estiba.orchestration;

import dev.estiba.pipeline.StepResult;
import dev.estiba.task.Cost;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What earlier rounds of a pipeline have done, and this one goes on from; by the names of steps.
 *
 * @param kept steps that succeeded and do not run again
 * @param batches batches of which only what failed runs again
 * @param pipelines nested pipelines that go on where they failed
 * @param cost of what runs again from its start; null for none
 */
public record Earlier(
    Map<String, StepResult> kept,
    Map<String, BatchRound> batches,
    Map<String, Earlier> pipelines,
    @Nullable Cost cost) {

  public static final Earlier NOTHING = new Earlier(Map.of(), Map.of(), Map.of(), null);

  public Earlier {
    kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
    batches = Collections.unmodifiableMap(new LinkedHashMap<>(batches));
    pipelines = Collections.unmodifiableMap(new LinkedHashMap<>(pipelines));
  }

  /**
   * A round of a batch that is to run.
   *
   * @param round 2 or more
   */
  public record BatchRound(String batchId, int round) {}
}
