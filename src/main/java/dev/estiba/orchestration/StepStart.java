package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.BatchRef;
import dev.estiba.activity.CheckItems;
import dev.estiba.batch.Batch;
import dev.estiba.batch.ParsedBatch;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import dev.estiba.pipeline.NestedEnv;
import dev.estiba.pipeline.Step;
import dev.estiba.pipeline.StepDocuments;
import dev.estiba.pipeline.StepResult;
import dev.estiba.pipeline.StepState;
import dev.estiba.pipeline.Values;
import dev.estiba.pipeline.Work;
import dev.estiba.task.ParsedTask;
import dev.estiba.task.Reason;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Begins steps: fills their documents and starts what they run. */
final class StepStart {

  /** What became of it. */
  sealed interface Outcome {

    record Begun(RunningStep running) implements Outcome {}

    /** It could not begin. */
    record Ended(StepResult result) implements Outcome {}
  }

  private final TaskOrchestrationContext context;
  private final RunPipelineInput input;
  private final StepEnds ends;

  StepStart(TaskOrchestrationContext context, RunPipelineInput input, StepEnds ends) {
    this.context = context;
    this.input = input;
    this.ends = ends;
  }

  /**
   * @param values of the steps that have ended
   */
  Outcome begin(Step step, Values values) {
    if (step.work() instanceof Work.Task work) {
      return task(step, work, values);
    }
    if (step.work() instanceof Work.Batch work) {
      return batch(step, work, values);
    }
    return step.work() instanceof Work.Nested work
        ? nested(step, work, values)
        : approval(step, (Work.Approval) step.work(), values);
  }

  private Outcome task(Step step, Work.Task work, Values values) {
    ParsedTask parsed = StepDocuments.task(work, values);
    return parsed instanceof ParsedTask.Invalid invalid
        ? rejected(step, invalid.problems())
        : child(
            step,
            RunTask.NAME,
            childId(step),
            input.defaults().input(((ParsedTask.Valid) parsed).task(), input.secretsOwner(), null));
  }

  private Outcome batch(Step step, Work.Batch work, Values values) {
    ParsedBatch parsed = StepDocuments.batch(work, values);
    if (parsed instanceof ParsedBatch.Invalid invalid) {
      return rejected(step, invalid.problems());
    }
    Batch batch = ((ParsedBatch.Valid) parsed).batch();
    if (StepDocuments.hasExpressions(work)) {
      try {
        List<Problem> problems =
            Activities.call(context, CheckItems.NAME, batch, CheckItems.Outcome.class).problems();
        if (!problems.isEmpty()) {
          return rejected(step, problems);
        }
      } catch (TaskFailedException e) {
        return new Outcome.Ended(ends.notBegun(step, StepState.FAILED, Activities.bug(e)));
      }
    }
    return batch(step, batch);
  }

  /** A batch that failed in an earlier round runs what has not succeeded, as its own next round. */
  private Outcome batch(Step step, Batch batch) {
    Earlier.BatchRound earlier = input.earlier().batches().get(step.name());
    String batchId = earlier == null ? null : earlier.batchId();
    int round = earlier == null ? 1 : earlier.round();
    RunBatchInput itsInput =
        new RunBatchInput(batch, batchId, round, input.defaults(), input.secretsOwner(), null);
    String instanceId = batchId == null ? childId(step) : BatchRef.of(batchId, round).roundId();
    return child(step, RunBatch.NAME, instanceId, itsInput);
  }

  private Outcome nested(Step step, Work.Nested work, Values values) {
    NestedEnv env = StepDocuments.env(work, values);
    if (env instanceof NestedEnv.Invalid invalid) {
      return rejected(step, invalid.problems());
    }
    Earlier earlier = input.earlier().pipelines().getOrDefault(step.name(), Earlier.NOTHING);
    return child(
        step,
        RunPipeline.NAME,
        childId(step),
        input.nested(
            work.pipeline(), context.getInstanceId(), ((NestedEnv.Filled) env).env(), earlier));
  }

  private Outcome approval(Step step, Work.Approval work, Values values) {
    return new Outcome.Begun(
        new RunningStep.Approval(
            step,
            StepDocuments.message(work, values),
            work.timeoutSeconds(),
            context.createTimer(Duration.ofSeconds(work.timeoutSeconds())),
            context.getCurrentInstant()));
  }

  private String childId(Step step) {
    return StepIds.of(context.getInstanceId(), step.name());
  }

  private Outcome child(Step step, String orchestrator, String instanceId, Object itsInput) {
    Task<JsonNode> end =
        context.callSubOrchestrator(
            orchestrator, Json.toTree(itsInput), instanceId, JsonNode.class);
    return new Outcome.Begun(
        new RunningStep.Child(step, instanceId, end, context.getCurrentInstant()));
  }

  private Outcome rejected(Step step, List<Problem> problems) {
    String all = problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    Reason reason =
        new Reason(
            "InvalidStep",
            null,
            "The step " + step.name() + " could not begin: " + all,
            "Correct the pipeline, or what the steps before put out, and submit it again.");
    return new Outcome.Ended(ends.notBegun(step, StepState.REJECTED, reason));
  }
}
