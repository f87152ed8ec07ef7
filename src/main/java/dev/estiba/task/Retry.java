package dev.estiba.task;

import java.util.List;

/**
 * Whether a task that failed is run again, in a new container group.
 *
 * @param maxAttempts in all, 1 to {@value #MAX_ATTEMPTS}
 * @param backoffSeconds before the second attempt; doubled before each further one
 * @param maxBackoffSeconds what the wait grows to
 * @param onExitCodes which codes are worth another attempt; empty for all but 0
 * @param onFailures which other failures are, by their type ({@code OutOfMemory}, {@code
 *     Preempted}, …); empty for all that may pass
 */
public record Retry(
    int maxAttempts,
    long backoffSeconds,
    long maxBackoffSeconds,
    List<Integer> onExitCodes,
    List<String> onFailures) {

  public static final int MAX_ATTEMPTS = 10;
  public static final long DEFAULT_BACKOFF_SECONDS = 10;
  public static final long DEFAULT_MAX_BACKOFF_SECONDS = 600;

  public static final Retry NONE =
      new Retry(1, DEFAULT_BACKOFF_SECONDS, DEFAULT_MAX_BACKOFF_SECONDS, List.of(), List.of());

  public Retry {
    onExitCodes = List.copyOf(onExitCodes);
    onFailures = List.copyOf(onFailures);
  }
}
