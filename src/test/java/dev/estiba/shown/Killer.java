package dev.estiba.shown;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Keeps an Estiba up, and kills it at moments that are drawn. */
final class Killer {

  private static final int SOONEST_MILLIS = 200;
  private static final int LATEST_MILLIS = 12_000;
  private static final Duration LONGEST_RESTART = Duration.ofSeconds(90);

  private final Supplier<RunningHost> up;
  private final Random random;
  private final AtomicInteger kills = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile RunningHost host;
  private CompletableFuture<Void> killing = CompletableFuture.completedFuture(null);

  Killer(Supplier<RunningHost> up, Random random) {
    this.up = up;
    this.random = random;
    this.host = up.get();
  }

  /** The last that was started; it may be dead. */
  RunningHost host() {
    return host;
  }

  int kills() {
    return kills.get();
  }

  void begin() {
    killing = CompletableFuture.runAsync(this::killUntilTheEnd);
  }

  private void killUntilTheEnd() {
    while (!endsWithin(SOONEST_MILLIS + random.nextInt(LATEST_MILLIS - SOONEST_MILLIS))) {
      host.process().kill();
      kills.incrementAndGet();
      host = up.get();
    }
  }

  private boolean endsWithin(int millis) {
    try {
      return end.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Leaves the last one up. */
  void end() {
    end.countDown();
    killing.orTimeout(LONGEST_RESTART.toSeconds(), TimeUnit.SECONDS).join();
  }
}
