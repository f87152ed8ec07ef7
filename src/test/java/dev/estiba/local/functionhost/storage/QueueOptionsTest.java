package dev.estiba.local.functionhost.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueueOptionsTest {

  @Test
  void the_defaults_are_those_of_azure() {
    QueueOptions defaults = QueueOptions.defaults();

    assertThat(defaults.batchSize()).isEqualTo(16);
    assertThat(defaults.newBatchThreshold()).isEqualTo(8);
    assertThat(defaults.maxDequeueCount()).isEqualTo(5);
    assertThat(defaults.visibilityTimeout()).isZero();
    assertThat(defaults.maxPollingInterval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(defaults.messageEncoding()).isEqualTo(MessageEncoding.BASE64);
    assertThat(defaults.lease()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void a_value_out_of_its_range_is_refused_by_name() {
    QueueOptions defaults = QueueOptions.defaults();

    assertRefused("batchSize is 33", () -> defaults.withBatch(33, 0));
    assertRefused("batchSize is 0", () -> defaults.withBatch(0, 0));
    assertRefused("newBatchThreshold is -1", () -> defaults.withBatch(1, -1));
    assertRefused(
        "visibilityTimeout is PT192H", () -> defaults.withVisibilityTimeout(Duration.ofDays(8)));
    assertRefused(
        "maxPollingInterval is PT0.09S",
        () -> defaults.withMaxPollingInterval(Duration.ofMillis(90)));
    assertRefused("lease is PT0S", () -> defaults.withLease(Duration.ZERO));
  }

  private static void assertRefused(String message, Runnable change) {
    assertThatThrownBy(change::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("extensions.queues." + message);
  }

  @Test
  void pauses_double_up_to_the_longest_and_begin_anew_after_a_reset() {
    Backoff backoff = new Backoff(Duration.ofMillis(100));
    Duration longest = Duration.ofMillis(350);

    assertThat(backoff.next(longest)).hasMillis(100);
    assertThat(backoff.next(longest)).hasMillis(200);
    assertThat(backoff.next(longest)).hasMillis(350);
    assertThat(backoff.next(longest)).hasMillis(350);
    backoff.reset();
    assertThat(backoff.next(longest)).hasMillis(100);
  }
}
