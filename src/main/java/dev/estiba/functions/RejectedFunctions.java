package dev.estiba.functions;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import dev.estiba.document.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /api/rejected}: see what was rejected where nobody waits for an answer, and tick it off.
 */
public final class RejectedFunctions {

  private static final int MOST = 100;
  private static final String DEFAULT = "20";

  private final Services services;

  public RejectedFunctions(Services services) {
    this.services = services;
  }

  /** One of the list, without what may be long. */
  private record Line(String id, String source, String reason, Instant at) {

    static Line of(RejectedRequest rejected) {
      return new Line(rejected.id(), rejected.source(), rejected.reason(), rejected.at());
    }
  }

  /** The newest come first, {@code top} at most: 1 to 100. */
  @FunctionName("GetRejectedRequests")
  public HttpResponseMessage getRejectedRequests(
      @HttpTrigger(
              name = "request",
              route = "rejected",
              methods = HttpMethod.GET,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request)
      throws IOException {
    String top = request.getQueryParameters().getOrDefault("top", DEFAULT);
    if (!top.matches("[1-9][0-9]?|" + MOST)) {
      return Requests.invalid(
          request, List.of(new Problem("top", "must be a whole number from 1 to " + MOST)));
    }
    List<RejectedRequest> newest = services.rejections().newest(Integer.parseInt(top));
    return Answers.json(request, Map.of("rejected", newest.stream().map(Line::of).toList()));
  }

  /** All of it, with its text as it came. */
  @FunctionName("GetRejectedRequest")
  public HttpResponseMessage getRejectedRequest(
      @HttpTrigger(
              name = "request",
              route = "rejected/{id}",
              methods = HttpMethod.GET,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("id") String id)
      throws IOException {
    return services
        .rejections()
        .find(id)
        .map(rejected -> Answers.json(request, rejected))
        .orElseGet(() -> unknown(request, id));
  }

  /** For one that somebody has dealt with; 204. */
  @FunctionName("DeleteRejectedRequest")
  public HttpResponseMessage deleteRejectedRequest(
      @HttpTrigger(
              name = "request",
              route = "rejected/{id}",
              methods = HttpMethod.DELETE,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("id") String id)
      throws IOException {
    return services.rejections().delete(id)
        ? request.createResponseBuilder(HttpStatus.NO_CONTENT).build()
        : unknown(request, id);
  }

  /**
   * Starts what came by the queue after all, once what kept it from starting is gone, and forgets
   * it. 202 with the check-status payload; the same again if the message was started meanwhile.
   */
  @FunctionName("RetryRejectedRequest")
  public HttpResponseMessage retryRejectedRequest(
      @HttpTrigger(
              name = "request",
              route = "rejected/{id}/retry",
              methods = HttpMethod.POST,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("id") String id,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext)
      throws IOException {
    Optional<RejectedRequest> found = services.rejections().find(id);
    if (found.isEmpty()) {
      return unknown(request, id);
    }
    if (!found.get().source().equals(RequestQueueFunction.SOURCE)) {
      return Problems.answer(
          request,
          HttpStatus.CONFLICT,
          "Cannot be retried",
          "Only a request that came by the queue can be retried; send this one again.");
    }
    HttpResponseMessage answer =
        new SubmitRequests(services)
            .answer(request, durableContext, found.get().request(), found.get().id());
    if (answer.getStatus() == HttpStatus.ACCEPTED) {
      services.rejections().delete(id);
    }
    return answer;
  }

  private static HttpResponseMessage unknown(HttpRequestMessage<?> request, String id) {
    return Problems.answer(
        request,
        HttpStatus.NOT_FOUND,
        "Unknown rejected request",
        "There is no rejected request with id '"
            + id
            + "'. It may have been deleted: the newest "
            + Rejections.MOST
            + " are kept.");
  }
}
