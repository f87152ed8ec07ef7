package dev.estiba.webhook;

import dev.estiba.task.Delivery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts webhooks, each try within a time. Thread-safe. */
public final class WebhookSender {

  /** Of a whole try, from the look for the host's addresses to the answer. */
  private static final Duration LONGEST_TRY = Duration.ofSeconds(30);

  /** A look for addresses cannot be ended: whoever waits for one goes on without it. */
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "estiba-webhook");
            thread.setDaemon(true);
            return thread;
          });

  private final AddressGuard guard;
  private final InstantSource clock;
  private final Duration longestTry;

  public WebhookSender(AddressGuard guard, InstantSource clock) {
    this(guard, clock, LONGEST_TRY);
  }

  WebhookSender(AddressGuard guard, InstantSource clock, Duration longestTry) {
    this.guard = guard;
    this.clock = clock;
    this.longestTry = longestTry;
  }

  /**
   * Tries once.
   *
   * @param url http or https
   */
  public Delivery send(String url, WebhookMessage message) {
    try (Post post = new Post(guard, message, clock.instant().getEpochSecond())) {
      Future<Delivery> end = THREADS.submit(() -> post.to(url));
      return end.get(longestTry.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Delivery.Again("There was no answer within " + seconds() + " s.", null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Delivery.Again("The host was stopped.", null);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A webhook could not be sent", e.getCause());
    }
  }

  private long seconds() {
    return Math.max(1, longestTry.toSeconds());
  }
}
