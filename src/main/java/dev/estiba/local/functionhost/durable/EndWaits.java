package dev.estiba.local.functionhost.durable;

import dev.estiba.local.functionhost.web.HttpReply;
import dev.estiba.local.taskhub.InstanceNotFoundException;
import dev.estiba.local.taskhub.InstanceState;
import dev.estiba.local.taskhub.TaskHubClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests that wait for the end of an instance. Each holds a thread that other requests could
 * have, so only some may wait at once. Thread-safe.
 */
final class EndWaits {

  private static final String RETRY_AFTER_SECONDS = "5";

  private final TaskHubClient hub;
  private final Semaphore places;

  EndWaits(TaskHubClient hub, int maxWaits) {
    this.hub = hub;
    this.places = new Semaphore(maxWaits);
  }

  /** A request that begins something and waits for its end. */
  @FunctionalInterface
  interface Waiting {
    HttpReply answer() throws InterruptedException;
  }

  /** Answers 429, and begins nothing, while too many wait. */
  HttpReply inPlace(Waiting request) throws InterruptedException {
    if (!places.tryAcquire()) {
      return HttpReply.message(
              429, "Too many requests wait for orchestrations. Try again, or leave timeout away.")
          .with("Retry-After", RETRY_AFTER_SECONDS);
    }
    try {
      return request.answer();
    } finally {
      places.release();
    }
  }

  /** The instance, once it has ended; empty if that takes longer, or it was purged meanwhile. */
  Optional<InstanceState> ended(String instanceId, Duration timeout) throws InterruptedException {
    CompletableFuture<InstanceState> end = hub.whenEnded(instanceId);
    try {
      return Optional.of(end.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InstanceNotFoundException) {
        return Optional.empty();
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } finally {
      end.cancel(false);
    }
  }
}
