package dev.estiba.functions;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import dev.estiba.pipeline.DocumentKind;
import java.util.Map;
import java.util.Optional;

/** Answers HTTP requests that start something. */
final class SubmitRequests {

  private final Services services;

  SubmitRequests(Services services) {
    this.services = services;
  }

  /**
   * Starts what the request's body asks for, once for each {@code Idempotency-Key}.
   *
   * @return 202 with the check-status payload and an estimate, or what is wrong
   */
  HttpResponseMessage answer(
      HttpRequestMessage<Optional<String>> request,
      DurableClientContext durableContext,
      DocumentKind kind) {
    Requests.Read body = Requests.read(request, SubmissionReader.maxBytes(kind));
    if (body instanceof Requests.Read.Refused refused) {
      return refused.answer();
    }
    SubmissionReader.Read read =
        new SubmissionReader(services).read(((Requests.Read.Accepted) body).document(), kind);
    if (read instanceof SubmissionReader.Read.Invalid invalid) {
      return Requests.invalid(request, invalid.problems());
    }
    return start(
        request,
        durableContext,
        ((SubmissionReader.Read.Valid) read).submission(),
        request.getHeaders().getOrDefault("idempotency-key", ""));
  }

  /**
   * Starts what a text of any kind asks for, as if it came with that key.
   *
   * @return as {@link #answer}
   */
  HttpResponseMessage answer(
      HttpRequestMessage<?> request, DurableClientContext durableContext, String text, String key) {
    SubmissionReader.Read read = new SubmissionReader(services).read(text);
    return read instanceof SubmissionReader.Read.Invalid invalid
        ? Requests.invalid(request, invalid.problems())
        : start(request, durableContext, ((SubmissionReader.Read.Valid) read).submission(), key);
  }

  private HttpResponseMessage start(
      HttpRequestMessage<?> request,
      DurableClientContext durableContext,
      Submission submission,
      String key) {
    try (DurableTaskClient client = durableContext.getClient()) {
      Submissions.Outcome outcome = new Submissions(client, services).submit(submission, key);
      return outcome instanceof Submissions.Outcome.NotStarted not
          ? not.answer(request)
          : CheckStatus.answer(
              request,
              durableContext,
              ((Submissions.Outcome.Started) outcome).instanceId(),
              estimate(submission));
    }
  }

  private static Map<String, Object> estimate(Submission submission) {
    return submission
        .estimate()
        .<Map<String, Object>>map(estimate -> Map.of("estimate", estimate))
        .orElse(Map.of());
  }
}
