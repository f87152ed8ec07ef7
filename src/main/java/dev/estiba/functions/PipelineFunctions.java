package dev.estiba.functions;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import dev.estiba.orchestration.RunPipeline;
import dev.estiba.pipeline.DocumentKind;
import java.util.Optional;

/**
 * {@code /api/pipelines}: submit a pipeline, see it, decide on its approvals, cancel it, retry what
 * failed.
 */
public final class PipelineFunctions {

  private final Services services;

  public PipelineFunctions(Services services) {
    this.services = services;
  }

  /** 202 with the check-status payload. */
  @FunctionName("SubmitPipeline")
  public HttpResponseMessage submitPipeline(
      @HttpTrigger(
              name = "request",
              route = "pipelines",
              methods = HttpMethod.POST,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    return new SubmitRequests(services).answer(request, durableContext, DocumentKind.PIPELINE);
  }

  @FunctionName("GetPipeline")
  public HttpResponseMessage getPipeline(
      @HttpTrigger(
              name = "request",
              route = "pipelines/{id}",
              methods = HttpMethod.GET,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("id") String id,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    try (DurableTaskClient client = durableContext.getClient()) {
      return PipelineRounds.newest(client, id)
          .map(newest -> Answers.json(request, PipelineViews.view(newest, client)))
          .orElseGet(() -> unknown(request, id));
    }
  }

  /**
   * Begins no more steps, but for those with {@code always()}, and ends the others that run; with
   * {@code force=true} all of them. {@code by} and {@code reason} are told.
   */
  @FunctionName("CancelPipeline")
  public HttpResponseMessage cancelPipeline(
      @HttpTrigger(
              name = "request",
              route = "pipelines/{id}/cancel",
              methods = HttpMethod.POST,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("id") String id,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    try (DurableTaskClient client = durableContext.getClient()) {
      Optional<PipelineRounds.Round> newest = PipelineRounds.newest(client, id);
      if (newest.isEmpty()) {
        return unknown(request, id);
      }
      if (newest.get().instance().isCompleted()) {
        return Problems.answer(
            request,
            HttpStatus.CONFLICT,
            "Pipeline has ended",
            "The pipeline " + id + " has ended already.");
      }
      Cancels.raise(client, newest.get().instanceId(), Cancels.data(request));
      return CheckStatus.answer(request, durableContext, newest.get().instanceId());
    }
  }

  /** Goes on from the steps that have not succeeded, and keeps the results of those that have. */
  @FunctionName("RetryPipeline")
  public HttpResponseMessage retryPipeline(
      @HttpTrigger(
              name = "request",
              route = "pipelines/{id}/retry",
              methods = HttpMethod.POST,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("id") String id,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    try (DurableTaskClient client = durableContext.getClient()) {
      Optional<PipelineRounds.Round> newest = PipelineRounds.newest(client, id);
      if (newest.isEmpty()) {
        return unknown(request, id);
      }
      PipelineRetry.Outcome outcome = new PipelineRetry(client, services).run(newest.get());
      return outcome instanceof PipelineRetry.Outcome.Refused refused
          ? Problems.answer(request, HttpStatus.CONFLICT, "Nothing to retry", refused.why())
          : CheckStatus.answer(
              request, durableContext, ((PipelineRetry.Outcome.Started) outcome).instanceId());
    }
  }

  /** Lets an approval go on; {@code by} and {@code reason} are told. */
  @FunctionName("ApproveStep")
  public HttpResponseMessage approveStep(
      @HttpTrigger(
              name = "request",
              route = "pipelines/{id}/steps/{step}/approve",
              methods = HttpMethod.POST,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("id") String id,
      @BindingName("step") String step,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    return decide(request, id, step, RunPipeline.APPROVE_EVENT, durableContext);
  }

  /** Refuses an approval; {@code by} and {@code reason} are told. */
  @FunctionName("RejectStep")
  public HttpResponseMessage rejectStep(
      @HttpTrigger(
              name = "request",
              route = "pipelines/{id}/steps/{step}/reject",
              methods = HttpMethod.POST,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("id") String id,
      @BindingName("step") String step,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    return decide(request, id, step, RunPipeline.REJECT_EVENT, durableContext);
  }

  private static HttpResponseMessage decide(
      HttpRequestMessage<?> request,
      String id,
      String step,
      String event,
      DurableClientContext durableContext) {
    try (DurableTaskClient client = durableContext.getClient()) {
      Optional<PipelineRounds.Round> newest = PipelineRounds.newest(client, id);
      return newest.isEmpty()
          ? unknown(request, id)
          : new PipelineDecision(client, request)
              .raise(newest.get(), step, event)
              .orElseGet(
                  () -> CheckStatus.answer(request, durableContext, newest.get().instanceId()));
    }
  }

  private static HttpResponseMessage unknown(HttpRequestMessage<?> request, String id) {
    return Problems.answer(
        request,
        HttpStatus.NOT_FOUND,
        "Unknown pipeline",
        "There is no pipeline with id '" + id + "'. It may have been purged.");
  }
}
