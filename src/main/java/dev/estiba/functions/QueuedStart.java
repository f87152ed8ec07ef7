package dev.estiba.functions;

import com.microsoft.durabletask.DurableTaskClient;
import java.util.List;
import java.util.Optional;

/** Starts what messages ask for, once for each message. */
final class QueuedStart {

  private final DurableTaskClient client;
  private final Services services;

  QueuedStart(DurableTaskClient client, Services services) {
    this.client = client;
    this.services = services;
  }

  /**
   * Starts what a message asks for, or finds what it started before.
   *
   * @return empty if it runs, or has run
   * @throws RuntimeException if it cannot be started now
   */
  Optional<Refusal> run(QueuedRequest request) {
    SubmissionReader.Read read = new SubmissionReader(services).read(request.text());
    if (read instanceof SubmissionReader.Read.Invalid invalid) {
      return Optional.of(Refusal.of(invalid.problems()));
    }
    Submission submission = ((SubmissionReader.Read.Valid) read).submission();
    return refusal(new Submissions(client, services).submit(submission, request.id()));
  }

  private static Optional<Refusal> refusal(Submissions.Outcome outcome) {
    if (outcome instanceof Submissions.Outcome.Invalid invalid) {
      return Optional.of(Refusal.of(invalid.problems()));
    }
    if (outcome instanceof Submissions.Outcome.OtherRequest other) {
      return Optional.of(
          new Refusal(
              "Another request with the same id came before, and started "
                  + other.instanceId()
                  + ".",
              List.of()));
    }
    if (outcome instanceof Submissions.Outcome.Unavailable unavailable) {
      throw new IllegalStateException(
          unavailable.reason().message() + " " + unavailable.reason().remedy());
    }
    return Optional.empty();
  }
}
