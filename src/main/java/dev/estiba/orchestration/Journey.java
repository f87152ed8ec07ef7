package dev.estiba.orchestration;

import dev.estiba.task.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one generation of {@link RunTask} hands on to the next: it continues as new between two
 * attempts and now and then while it queues, so that no history grows with the time that a task
 * takes.
 *
 * @param submittedAt from here on the whole of the task is timed
 * @param attempt the number of the attempt that is next, or under way
 * @param candidate which of the input's candidates is next
 * @param failures how many attempts have failed so that the task's {@code retry} counts them
 * @param notBefore when the next attempt may begin; null for at once
 * @param queued how the attempt under way has waited so far; null while it has not
 * @param attempts those that are over
 */
public record Journey(
    Instant submittedAt,
    int attempt,
    int candidate,
    int failures,
    @Nullable Instant notBefore,
    @Nullable Queue queued,
    List<Attempt> attempts) {

  /**
   * An attempt's time in the queue.
   *
   * @param since when it began
   * @param waitSeconds how long it waits next
   * @param retries how often a failure was met that is asked about a bounded number of times
   */
  public record Queue(Instant since, long waitSeconds, int retries) {}

  public Journey {
    attempts = List.copyOf(attempts);
  }

  static Journey from(Instant submittedAt) {
    return new Journey(submittedAt, 1, 0, 0, null, null, List.of());
  }

  /** The same attempt goes on waiting. */
  Journey queueing(int atCandidate, Queue queue) {
    return new Journey(submittedAt, attempt, atCandidate, failures, null, queue, attempts);
  }

  Journey after(Attempt last) {
    List<Attempt> all = new ArrayList<>(attempts);
    all.add(last);
    return new Journey(submittedAt, attempt, candidate, failures, notBefore, null, all);
  }

  /** Another attempt because the last one failed. */
  Journey again(Instant earliest) {
    return new Journey(submittedAt, attempt + 1, candidate, failures + 1, earliest, null, attempts);
  }

  /** Another attempt, elsewhere, because the place was at fault. */
  Journey elsewhere(int nextCandidate) {
    return new Journey(submittedAt, attempt + 1, nextCandidate, failures, null, null, attempts);
  }

  /** What all attempts that are over have cost together. */
  double spent() {
    return attempts.stream()
        .map(Attempt::cost)
        .filter(cost -> cost != null)
        .mapToDouble(cost -> cost.amount())
        .sum();
  }
}
