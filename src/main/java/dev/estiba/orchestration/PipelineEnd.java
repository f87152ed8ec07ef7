package dev.estiba.orchestration;

import dev.estiba.pipeline.Graph;
import dev.estiba.pipeline.PipelineResult;
import dev.estiba.pipeline.Step;
import dev.estiba.pipeline.StepDocuments;
import dev.estiba.pipeline.StepOutcome;
import dev.estiba.pipeline.StepResult;
import dev.estiba.pipeline.StepState;
import dev.estiba.pipeline.Values;
import dev.estiba.task.Billing;
import dev.estiba.task.Cost;
import dev.estiba.task.Reason;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the result of a pipeline together from those of its steps. */
final class PipelineEnd {

  /** How many steps a sentence names. */
  private static final int MOST_NAMED = 10;

  private final RunPipelineInput input;
  private final Instant begin;
  private final Instant now;

  PipelineEnd(RunPipelineInput input, Instant begin, Instant now) {
    this.input = input;
    this.begin = begin;
    this.now = now;
  }

  /**
   * @param ended all steps
   * @param why it had to stop; null if it ended by itself
   */
  PipelineResult result(Map<String, StepResult> ended, PipelineStop.@Nullable Why why) {
    List<StepResult> steps =
        input.pipeline().steps().stream()
            .map(Step::name)
            .map(name -> Objects.requireNonNull(ended.get(name), name))
            .toList();
    Map<String, StepOutcome> outcomes = new LinkedHashMap<>();
    steps.forEach(step -> outcomes.put(step.name(), step.outcome()));
    Map<String, String> outputs =
        StepDocuments.outputs(input.pipeline(), new Values(input.env(), outcomes));
    Reason reason = why == null ? reason(steps) : why.reason();
    StepState state = why == null ? Graph.state(outcomes.values()) : why.state();
    return new PipelineResult(
        state,
        input.round(),
        steps,
        OutputLimit.fits(outputs) ? outputs : Map.of(),
        cost(steps),
        OutputLimit.fits(outputs) ? reason : OutputLimit.why(reason, outputs),
        why == null ? null : why.by(),
        begin,
        now);
  }

  private static @Nullable Reason reason(List<StepResult> steps) {
    List<StepResult> failed = steps.stream().filter(step -> step.state().isFailure()).toList();
    if (failed.isEmpty()) {
      return null;
    }
    String named =
        failed.stream()
            .limit(MOST_NAMED)
            .map(step -> step.name() + " (" + step.state().displayName() + ")")
            .collect(Collectors.joining(", "));
    return new Reason(
        "StepFailed",
        null,
        failed.size()
            + " of "
            + steps.size()
            + " steps did not succeed: "
            + named
            + (failed.size() > MOST_NAMED ? ", …" : "."),
        "Each step says why. Run what has not succeeded with POST /api/pipelines/{id}/retry.");
  }

  /** Prices of an earlier round may have been in another currency: those have no sum with these. */
  private @Nullable Cost cost(List<StepResult> steps) {
    List<Cost> costs =
        Stream.concat(
                steps.stream().flatMap(step -> Stream.ofNullable(step.cost())),
                Stream.ofNullable(input.earlier().cost()))
            .toList();
    return costs.stream()
        .filter(cost -> cost.currency().equals(costs.get(0).currency()))
        .reduce(Billing::sum)
        .orElse(null);
  }
}
