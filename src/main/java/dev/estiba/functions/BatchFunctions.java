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
import dev.estiba.pipeline.DocumentKind;
import java.util.Optional;

/** {@code /api/batches}: submit a batch, see it and its items, cancel it, retry what failed. */
public final class BatchFunctions {

  private final Services services;

  public BatchFunctions(Services services) {
    this.services = services;
  }

  /** 202 with the check-status payload, and an estimate. */
  @FunctionName("SubmitBatch")
  public HttpResponseMessage submitBatch(
      @HttpTrigger(
              name = "request",
              route = "batches",
              methods = HttpMethod.POST,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    return new SubmitRequests(services).answer(request, durableContext, DocumentKind.BATCH);
  }

  @FunctionName("GetBatch")
  public HttpResponseMessage getBatch(
      @HttpTrigger(
              name = "request",
              route = "batches/{id}",
              methods = HttpMethod.GET,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("id") String id,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    try (DurableTaskClient client = durableContext.getClient()) {
      return BatchRounds.newest(client, id)
          .map(newest -> Answers.json(request, BatchViews.view(newest, services.batches(), client)))
          .orElseGet(() -> unknown(request, id));
    }
  }

  /**
   * The items in their order, a page at a time. The query may name a {@code state}, how many items
   * the page has at most ({@code top}, 1 to 200) and {@code after} which item it begins; the
   * answer's {@code next} is the URL of the following page.
   */
  @FunctionName("GetBatchItems")
  public HttpResponseMessage getBatchItems(
      @HttpTrigger(
              name = "request",
              route = "batches/{id}/items",
              methods = HttpMethod.GET,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("id") String id,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    ItemQuery query = ItemQuery.of(request.getQueryParameters());
    if (!query.problems().isEmpty()) {
      return Requests.invalid(request, query.problems());
    }
    try (DurableTaskClient client = durableContext.getClient()) {
      return BatchRounds.newest(client, id)
          .map(newest -> new ItemPages(client, services.batches(), newest))
          .map(pages -> Answers.json(request, pages.page(query, request.getUri())))
          .orElseGet(() -> unknown(request, id));
    }
  }

  /**
   * Has the items under way cancelled and no others begun; {@code reason} and {@code by} are told.
   */
  @FunctionName("CancelBatch")
  public HttpResponseMessage cancelBatch(
      @HttpTrigger(
              name = "request",
              route = "batches/{id}/cancel",
              methods = HttpMethod.POST,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("id") String id,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    try (DurableTaskClient client = durableContext.getClient()) {
      Optional<BatchRounds.Round> newest = BatchRounds.newest(client, id);
      if (newest.isEmpty()) {
        return unknown(request, id);
      }
      if (newest.get().instance().isCompleted()) {
        return Problems.answer(
            request,
            HttpStatus.CONFLICT,
            "Batch has ended",
            "The batch " + id + " has ended already.");
      }
      Cancels.raise(client, newest.get().ref().roundId(), Cancels.data(request));
      return CheckStatus.answer(request, durableContext, newest.get().ref().roundId());
    }
  }

  /** Runs the items again that did not succeed, and nothing else. */
  @FunctionName("RetryBatch")
  public HttpResponseMessage retryBatch(
      @HttpTrigger(
              name = "request",
              route = "batches/{id}/retry",
              methods = HttpMethod.POST,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("id") String id,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    try (DurableTaskClient client = durableContext.getClient()) {
      Optional<BatchRounds.Round> newest = BatchRounds.newest(client, id);
      if (newest.isEmpty()) {
        return unknown(request, id);
      }
      BatchRetry.Outcome outcome = new BatchRetry(client, services).run(newest.get());
      return outcome instanceof BatchRetry.Outcome.Refused refused
          ? Problems.answer(request, HttpStatus.CONFLICT, "Nothing to retry", refused.why())
          : CheckStatus.answer(
              request, durableContext, ((BatchRetry.Outcome.Started) outcome).instanceId());
    }
  }

  private static HttpResponseMessage unknown(HttpRequestMessage<?> request, String id) {
    return Problems.answer(
        request,
        HttpStatus.NOT_FOUND,
        "Unknown batch",
        "There is no batch with id '" + id + "'. It may have been purged.");
  }
}
