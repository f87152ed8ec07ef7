package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.OrchestrationMetadata;
import dev.estiba.document.Json;
import dev.estiba.orchestration.RunPipelineInput;
import dev.estiba.pipeline.PipelineResult;
import dev.estiba.pipeline.PipelineStatus;
import dev.estiba.pipeline.PipelineView;
import dev.estiba.pipeline.Step;
import dev.estiba.pipeline.StepDetail;
import dev.estiba.pipeline.StepProgress;
import dev.estiba.pipeline.StepResult;
import dev.estiba.pipeline.StepView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells from the newest round of a pipeline what it, and each of its steps, is doing. */
final class PipelineViews {

  private static final Set<StepProgress> NOTHING_BEGUN =
      Set.of(StepProgress.WAITING, StepProgress.SKIPPED);

  private PipelineViews() {}

  static PipelineView view(PipelineRounds.Round newest, DurableTaskClient client) {
    PipelineView view = view(newest);
    return view.with(
        Notifications.of(
            client, newest.instance(), newest.input().pipeline().onCompletion(), view.state()));
  }

  /** Without who is told of its end. */
  static PipelineView view(PipelineRounds.Round newest) {
    OrchestrationMetadata instance = newest.instance();
    RunPipelineInput input = newest.input();
    PipelineResult result = newest.result().orElse(null);
    PipelineStatus status = status(instance).orElse(null);
    return new PipelineView(
        newest.pipelineId(),
        input.pipeline().name(),
        input.partOf(),
        input.round(),
        state(instance, status, result),
        instance.getCreatedAt(),
        instance.isCompleted(),
        steps(input, newest.instanceId(), status, result),
        result == null ? null : result.withoutSteps(),
        Secrets.hidden(Json.toTree(input.pipeline())),
        List.of());
  }

  /** Where the steps of a pipeline are that has not ended. */
  static Optional<PipelineStatus> status(OrchestrationMetadata instance) {
    JsonNode status = instance.readCustomStatusAs(JsonNode.class);
    return status == null || !status.isObject()
        ? Optional.empty()
        : Optional.of(Json.fromTree(status, PipelineStatus.class));
  }

  private static List<StepView> steps(
      RunPipelineInput input,
      String instanceId,
      @Nullable PipelineStatus status,
      @Nullable PipelineResult result) {
    List<Step> steps = input.pipeline().steps();
    List<StepView> views = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      StepResult ended =
          result == null ? input.earlier().kept().get(step.name()) : result.steps().get(i);
      views.add(ended == null ? going(input, instanceId, status, i) : StepView.of(step, ended));
    }
    return views;
  }

  /** Of a pipeline that has no result, and of a step that this round began, or has to. */
  private static StepView going(
      RunPipelineInput input, String instanceId, @Nullable PipelineStatus status, int index) {
    Step step = input.pipeline().steps().get(index);
    if (status == null) {
      return StepView.of(step, StepProgress.WAITING, StepDetail.NONE, null, null);
    }
    StepProgress state = status.state(index);
    return StepView.of(
        step,
        state,
        status.details().getOrDefault(step.name(), StepDetail.NONE),
        NOTHING_BEGUN.contains(state) ? null : input.idOf(step, instanceId),
        null);
  }

  private static String state(
      OrchestrationMetadata instance,
      @Nullable PipelineStatus status,
      @Nullable PipelineResult result) {
    if (result != null) {
      return result.state().displayName();
    }
    return switch (instance.getRuntimeStatus()) {
      case PENDING -> "Pending";
      case SUSPENDED -> "Suspended";
      case TERMINATED -> "Terminated";
      case FAILED -> "Failed";
      default -> status != null && status.stopping() ? "Stopping" : "Running";
    };
  }
}
