package dev.estiba.functions;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.durabletask.DurableTaskClient;
import dev.estiba.document.Json;
import dev.estiba.pipeline.PipelineStatus;
import dev.estiba.pipeline.Step;
import dev.estiba.pipeline.StepProgress;
import dev.estiba.pipeline.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands a decision on to the pipeline whose step waits for it. */
final class PipelineDecision {

  private final DurableTaskClient client;
  private final HttpRequestMessage<?> request;

  PipelineDecision(DurableTaskClient client, HttpRequestMessage<?> request) {
    this.client = client;
    this.request = request;
  }

  /**
   * @param event {@code approve} or {@code reject}
   * @return what is wrong; empty where the decision was handed on
   */
  Optional<HttpResponseMessage> raise(PipelineRounds.Round newest, String name, String event) {
    List<Step> steps = newest.input().pipeline().steps();
    int index = steps.stream().map(Step::name).toList().indexOf(name);
    if (index < 0 || !(steps.get(index).work() instanceof Work.Approval)) {
      return Optional.of(
          refused(
              HttpStatus.NOT_FOUND,
              "Unknown approval",
              "The pipeline has no approval '" + name + "'; it has " + approvals(steps) + "."));
    }
    StepProgress state =
        PipelineViews.status(newest.instance())
            .map((PipelineStatus status) -> status.state(index))
            .orElse(StepProgress.WAITING);
    if (newest.instance().isCompleted() || state != StepProgress.WAITING_FOR_APPROVAL) {
      return Optional.of(
          refused(
              HttpStatus.CONFLICT,
              "Nothing to decide",
              "The approval '"
                  + name
                  + "' does not wait for a decision: "
                  + (newest.instance().isCompleted()
                      ? "the pipeline has ended"
                      : "it is " + state.displayName())
                  + "."));
    }
    Map<String, String> query = request.getQueryParameters();
    client.raiseEvent(
        newest.instanceId(),
        event,
        Json.object()
            .put("step", name)
            .put("by", query.getOrDefault("by", ""))
            .put("reason", query.getOrDefault("reason", "")));
    return Optional.empty();
  }

  private static String approvals(List<Step> steps) {
    List<String> names =
        steps.stream()
            .filter(step -> step.work() instanceof Work.Approval)
            .map(Step::name)
            .toList();
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private HttpResponseMessage refused(HttpStatus status, String title, String detail) {
    return Problems.answer(request, status, title, detail);
  }
}
