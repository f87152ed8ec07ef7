package dev.estiba.local.functionhost.web;

import java.time.Duration;

/**
 * What the web server takes on at most, so that its memory and its threads have bounds.
 *
 * @param threads requests at work at once
 * @param outstandingRequests requests at work or waiting for a thread; one more is answered 429
 * @param bodyBytes of one request
 * @param memoryBytes of all bodies of requests at one time; of all answers as much again
 * @param patience how long a client may take for a request's head, and how long it may fall short
 *     of {@link #MIN_BYTES_PER_SECOND} with a body or an answer
 */
public record Limits(
    int threads, int outstandingRequests, int bodyBytes, long memoryBytes, Duration patience) {

  static final int MIN_BYTES_PER_SECOND = 20_000;

  /** As in Azure. */
  private static final int AZURES_BODY_BYTES = 100 * 1024 * 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** An eighth of the heap for bodies: each is copied once or twice on its way. */
  public static Limits of(int threads, int outstandingRequests) {
    long memory = Runtime.getRuntime().maxMemory() / 8;
    int body = (int) Math.min(AZURES_BODY_BYTES, memory);
    return new Limits(threads, outstandingRequests, body, memory, PATIENCE);
  }

  public Limits withPatience(Duration newPatience) {
    return new Limits(threads, outstandingRequests, bodyBytes, memoryBytes, newPatience);
  }

  /** Whether a client that has moved so many bytes in that time is too slow. */
  boolean isTooSlow(long bytes, Duration elapsed) {
    return bytes < elapsed.toMillis() / 1000.0 * MIN_BYTES_PER_SECOND;
  }
}
