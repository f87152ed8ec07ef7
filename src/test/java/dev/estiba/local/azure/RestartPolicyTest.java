package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.local.azure.runtime.ContainerState;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RestartPolicyTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static ContainerState exit(int code) {
    return ContainerState.Terminated.exited(NOON, NOON, code);
  }

  @Test
  void never_always_and_on_failure_differ_in_what_they_run_again() {
    assertThat(RestartPolicy.NEVER.restartAfter(exit(1), 0, NOON)).isNull();
    assertThat(RestartPolicy.ON_FAILURE.restartAfter(exit(0), 0, NOON)).isNull();
    assertThat(RestartPolicy.ON_FAILURE.restartAfter(exit(1), 0, NOON)).isEqualTo(NOON);
    assertThat(RestartPolicy.ALWAYS.restartAfter(exit(0), 0, NOON)).isEqualTo(NOON);
    assertThat(
            RestartPolicy.ON_FAILURE.restartAfter(
                ContainerState.Terminated.lost(NOON, NOON), 0, NOON))
        .isEqualTo(NOON);
  }

  @Test
  void each_wait_is_twice_the_last_up_to_five_minutes() {
    assertThat(IntStream.of(0, 1, 2, 3, 6, 1000).mapToObj(RestartPolicy::waitBefore))
        .containsExactly(
            Duration.ZERO,
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(40),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5));
  }
}
