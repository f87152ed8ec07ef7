package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.batch.BatchResult;
import dev.estiba.document.Json;
import dev.estiba.pipeline.PipelineResult;
import dev.estiba.pipeline.Step;
import dev.estiba.pipeline.StepKind;
import dev.estiba.pipeline.StepResult;
import dev.estiba.pipeline.StepState;
import dev.estiba.task.Cost;
import dev.estiba.task.Reason;
import dev.estiba.task.TaskResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the results of steps. */
final class StepEnds {

  private final TaskOrchestrationContext context;
  private final RunPipelineInput input;

  StepEnds(TaskOrchestrationContext context, RunPipelineInput input) {
    this.context = context;
    this.input = input;
  }

  /** Of one that was skipped, or could not begin. */
  StepResult notBegun(Step step, StepState state, Reason reason) {
    return result(step, state, null, reason, Map.of(), null);
  }

  /** Of one whose orchestration has ended. */
  StepResult of(RunningStep.Child child) {
    Step step = child.step();
    try {
      JsonNode output = child.end().await();
      return switch (StepKind.of(step.work())) {
        case TASK -> ofTask(step, child.since(), Json.fromTree(output, TaskResult.class));
        case BATCH -> ofBatch(step, child.since(), Json.fromTree(output, BatchResult.class));
        default -> ofPipeline(step, child.since(), Json.fromTree(output, PipelineResult.class));
      };
    } catch (TaskFailedException e) {
      // Somebody terminated it, or it has a defect.
      return result(step, StepState.FAILED, child.since(), Activities.bug(e), Map.of(), null);
    }
  }

  private StepResult ofTask(Step step, Instant since, TaskResult task) {
    return result(
        step, StepState.of(task.state()), since, task.reason(), task.outputs(), task.cost());
  }

  private StepResult ofBatch(Step step, Instant since, BatchResult batch) {
    Map<String, String> outputs = new LinkedHashMap<>();
    batch.outputs().forEach((name, values) -> outputs.put(name, Json.write(values)));
    return result(step, StepState.of(batch.state()), since, batch.reason(), outputs, batch.cost());
  }

  private StepResult ofPipeline(Step step, Instant since, PipelineResult pipeline) {
    return result(
        step, pipeline.state(), since, pipeline.reason(), pipeline.outputs(), pipeline.cost());
  }

  /** Of an approval that somebody gave or refused. */
  StepResult of(RunningStep.Approval approval, Decisions.Decision decision) {
    StepState state = decision.approved() ? StepState.SUCCEEDED : StepState.REJECTED;
    String by = decision.by().isBlank() ? null : decision.by();
    return approval(approval, state, reason(decision), by);
  }

  private static @Nullable Reason reason(Decisions.Decision decision) {
    String why = decision.why().isBlank() ? "." : ": " + decision.why();
    String by = decision.by().isBlank() ? "" : " by " + decision.by();
    if (!decision.approved()) {
      return new Reason(
          "ApprovalRejected",
          null,
          "The step " + decision.step() + " was rejected" + by + why,
          "Ask again with POST /api/pipelines/{id}/retry.");
    }
    return decision.why().isBlank()
        ? null
        : new Reason(
            "Approved", null, "The step " + decision.step() + " was approved" + by + why, "None.");
  }

  /** Of an approval whose time is over. */
  StepResult timedOut(RunningStep.Approval approval) {
    return approval(
        approval,
        StepState.REJECTED,
        new Reason(
            "ApprovalTimedOut",
            null,
            "Nobody decided on the step "
                + approval.step().name()
                + " within "
                + approval.timeoutSeconds()
                + " s.",
            "Ask again with POST /api/pipelines/{id}/retry, or give it more time with"
                + " approval.timeoutHours."),
        null);
  }

  /** Of an approval that nobody needs any more. */
  StepResult stopped(RunningStep.Approval approval, PipelineStop.Why why) {
    return approval(approval, why.state(), why.reason(), null);
  }

  private StepResult approval(
      RunningStep.Approval approval,
      StepState state,
      @Nullable Reason reason,
      @Nullable String decidedBy) {
    return new StepResult(
        approval.step().name(),
        StepKind.APPROVAL,
        state,
        input.round(),
        null,
        approval.since(),
        context.getCurrentInstant(),
        reason,
        approval.message(),
        Map.of(),
        null,
        decidedBy);
  }

  private StepResult result(
      Step step,
      StepState state,
      @Nullable Instant since,
      @Nullable Reason reason,
      Map<String, String> outputs,
      @Nullable Cost cost) {
    return new StepResult(
        step.name(),
        StepKind.of(step.work()),
        state,
        input.round(),
        since == null ? null : input.idOf(step, context.getInstanceId()),
        since,
        context.getCurrentInstant(),
        reason,
        null,
        outputs,
        cost,
        null);
  }
}
