package dev.estiba.local.functionhost.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HealthTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final AtomicReference<Optional<String>> tide = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final InstantSource clock = now::get;

  @Test
  void each_problem_is_told_with_its_beginning_until_it_is_over() throws Exception {
    try (Health health =
        new Health(
            List.of(HealthCheck.of("tide", tide::get), HealthCheck.of("crane", Optional::empty)),
            clock)) {
      assertThat(health.report().isHealthy()).isTrue();
      tide.set(Optional.of("The tide is out. Wait for it."));
      await().until(() -> !health.report().isHealthy());
      now.set(NOON.plusSeconds(60));
      tide.set(Optional.of("The tide is still out. Wait for it."));
      await().until(() -> health.report().toString().contains("still"));

      assertThat(health.report().asJson())
          .hasToString(
              "{status=Unhealthy, checks=[{name=tide, status=Unhealthy, problem=The tide is still"
                  + " out. Wait for it., since=2026-01-01T12:00:00Z}, {name=crane,"
                  + " status=Healthy}]}");
      assertThat(health.report().problems())
          .containsExactly(
              "tide: The tide is still out. Wait for it. (since 2026-01-01T12:00:00Z)");
      tide.set(Optional.empty());
      await().until(() -> health.report().isHealthy());
    }
  }

  @Test
  void a_check_that_fails_is_a_problem() throws Exception {
    try (Health health =
        new Health(
            List.of(
                HealthCheck.of(
                    "crane",
                    () -> {
                      throw new IllegalStateException("no crane");
                    })),
            clock)) {
      assertThat(health.report().problems().get(0)).contains("crane", "no crane");
    }
  }

  @Test
  void a_check_that_hangs_is_a_problem_and_not_begun_again() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch release = new CountDownLatch(1);
    HealthCheck hanging =
        HealthCheck.of(
            "crane",
            () -> {
              runs.incrementAndGet();
              try {
                release.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return Optional.empty();
            });
    try (Health health = new Health(List.of(hanging), clock, Duration.ofMillis(20))) {
      HealthReport first = health.report();
      await().until(() -> health.report() != first);

      assertThat(first.problems().get(0)).contains("crane", "no answer");
      assertThat(health.report().isHealthy()).isFalse();
      assertThat(runs).hasValue(1);
      release.countDown();
      await().until(() -> health.report().isHealthy());
    }
  }

  @Test
  void however_often_it_is_asked_a_check_runs_once_a_second() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    long begunAt = System.nanoTime();
    try (Health health =
        new Health(
            List.of(
                HealthCheck.of(
                    "crane",
                    () -> {
                      runs.incrementAndGet();
                      return Optional.empty();
                    })),
            clock)) {
      List<CompletableFuture<Void>> askers =
          java.util.stream.IntStream.range(0, 8)
              .mapToObj(i -> CompletableFuture.runAsync(() -> ask(health, 1000)))
              .toList();
      askers.forEach(CompletableFuture::join);

      long seconds = Duration.ofNanos(System.nanoTime() - begunAt).toSeconds();
      assertThat((long) runs.get()).isBetween(1L, seconds + 1);
    }
  }

  private static void ask(Health health, int times) {
    try {
      for (int i = 0; i < times; i++) {
        health.report();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
