package dev.estiba.functions;

import com.microsoft.durabletask.DurableTaskClient;
import dev.estiba.batch.BatchLedger;
import dev.estiba.orchestration.Earlier;
import dev.estiba.orchestration.RunPipeline;
import dev.estiba.orchestration.RunPipelineInput;
import dev.estiba.pipeline.Graph;
import dev.estiba.pipeline.PipelineResult;
import dev.estiba.pipeline.StepKind;
import dev.estiba.pipeline.StepResult;
import dev.estiba.pipeline.StepState;
import dev.estiba.task.Billing;
import dev.estiba.task.Cost;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Begins another round of a pipeline, which goes on from the steps that have not succeeded. What
 * needs one of them, directly or through others, runs again too: a cleanup, or a batch whose items
 * may be others then.
 */
final class PipelineRetry {

  /** What became of it. */
  sealed interface Outcome {

    record Started(String instanceId) implements Outcome {}

    record Refused(String why) implements Outcome {}
  }

  private final DurableTaskClient client;
  private final Services services;

  PipelineRetry(DurableTaskClient client, Services services) {
    this.client = client;
    this.services = services;
  }

  Outcome run(PipelineRounds.Round newest) {
    String id = newest.pipelineId();
    RunPipelineInput input = newest.input();
    if (!newest.instance().isCompleted()) {
      return new Outcome.Refused("The pipeline " + id + " has not ended yet; cancel it before.");
    }
    if (input.partOf() != null) {
      return new Outcome.Refused(
          "The pipeline " + id + " is a step of " + input.partOf() + "; retry that one.");
    }
    Optional<PipelineResult> result = newest.result();
    if (result.isEmpty()) {
      return new Outcome.Refused(
          "The pipeline "
              + id
              + " was ended from outside, and nobody knows of its steps; submit it"
              + " again.");
    }
    if (result.get().state() == StepState.SUCCEEDED) {
      return new Outcome.Refused("Every step of the pipeline " + id + " has succeeded.");
    }
    if (hasOpenBatch(result.get())) {
      return new Outcome.Refused(
          "Items of a batch of the pipeline " + id + " are being stopped; try again in a minute.");
    }
    return input.round() >= PipelineRounds.MOST
        ? new Outcome.Refused(
            "The pipeline " + id + " has been retried as often as it may; submit a new one.")
        : start(newest, result.get());
  }

  /** Of two requests at a time, one starts the round, and both are told of it. */
  private Outcome start(PipelineRounds.Round newest, PipelineResult result) {
    RunPipelineInput input = newest.input();
    String roundId = PipelineRounds.instanceId(newest.pipelineId(), input.round() + 1);
    RunPipelineInput next =
        input.next(newest.pipelineId(), earlier(input, result), services.settings().runDefaults());
    Instances.start(client, RunPipeline.NAME, roundId, next);
    return new Outcome.Started(roundId);
  }

  private Earlier earlier(RunPipelineInput input, PipelineResult result) {
    Set<String> undisturbed = Graph.undisturbed(input.pipeline(), succeeded(result));
    Map<String, StepResult> kept = new LinkedHashMap<>();
    Map<String, Earlier.BatchRound> batches = new LinkedHashMap<>();
    Map<String, Earlier> pipelines = new LinkedHashMap<>();
    Cost cost = input.earlier().cost();
    for (StepResult step : result.steps()) {
      boolean goesOn = undisturbed.contains(step.name());
      if (goesOn && step.state() == StepState.SUCCEEDED) {
        kept.put(step.name(), step);
      } else if (!goesOn || !goesOn(step, batches, pipelines)) {
        cost = sum(cost, step.cost());
      }
    }
    return new Earlier(kept, batches, pipelines, cost);
  }

  /** Whether items of a batch may go on that was ended from outside. */
  private boolean hasOpenBatch(PipelineResult result) {
    return result.steps().stream().anyMatch(this::isOpenBatch);
  }

  private boolean isOpenBatch(StepResult step) {
    String id = step.id();
    if (id == null || step.state() == StepState.SUCCEEDED) {
      return false;
    }
    return switch (step.kind()) {
      case BATCH ->
          BatchRounds.newest(client, id)
              .filter(newest -> services.batches().isOpen(newest.ref()))
              .isPresent();
      case PIPELINE ->
          round(id).flatMap(PipelineRounds.Round::result).filter(this::hasOpenBatch).isPresent();
      default -> false;
    };
  }

  private static Set<String> succeeded(PipelineResult result) {
    return result.steps().stream()
        .filter(step -> step.state() == StepState.SUCCEEDED)
        .map(StepResult::name)
        .collect(Collectors.toSet());
  }

  /** Whether what it has done counts in the next round; else it begins anew. */
  private boolean goesOn(
      StepResult step, Map<String, Earlier.BatchRound> batches, Map<String, Earlier> pipelines) {
    String id = step.id();
    if (id == null) {
      return false;
    }
    if (step.kind() == StepKind.BATCH) {
      nextRound(id).ifPresent(round -> batches.put(step.name(), round));
      return batches.containsKey(step.name());
    }
    if (step.kind() == StepKind.PIPELINE) {
      nested(id).ifPresent(earlier -> pipelines.put(step.name(), earlier));
      return pipelines.containsKey(step.name());
    }
    return false;
  }

  private Optional<Earlier.BatchRound> nextRound(String batchId) {
    return BatchRounds.newest(client, batchId)
        .filter(newest -> newest.instance().isCompleted())
        .filter(newest -> newest.input().round() < BatchLedger.MOST_ROUNDS)
        .filter(newest -> services.batches().ledger(newest.ref()).isPresent())
        .map(newest -> new Earlier.BatchRound(batchId, newest.input().round() + 1));
  }

  private Optional<Earlier> nested(String pipelineId) {
    return round(pipelineId)
        .flatMap(round -> round.result().map(result -> earlier(round.input(), result)));
  }

  private Optional<PipelineRounds.Round> round(String pipelineId) {
    return Instances.find(client, pipelineId, RunPipeline.NAME)
        .map(instance -> new PipelineRounds.Round(pipelineId, instance));
  }

  /** What was spent in another currency, before the price table changed, is left out. */
  private static @Nullable Cost sum(@Nullable Cost before, @Nullable Cost cost) {
    if (before == null || cost == null) {
      return before == null ? cost : before;
    }
    return before.currency().equals(cost.currency()) ? Billing.sum(before, cost) : cost;
  }
}
