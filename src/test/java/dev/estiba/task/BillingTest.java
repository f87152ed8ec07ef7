package dev.estiba.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillingTest {

  private static final Price LIST = new Price(0.0405, 0.00445, "USD");

  /** The amounts are computed by hand: (vCPU s x 0.0405 + GB s x 0.00445) / 3600. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # cpu, memory, duration, vCPU s, GB s,   amount
          1,     1.5,    PT1H,     3600,   5400,   0.047175
          0.1,   0.1,    PT1H,     3600,   360,    0.040945
          1.2,   1.41,   PT1H,     7200,   5400,   0.087675
          2,     4,      PT10M,    1200,   2400,   0.016467
          4,     16,     P30D,     10368000, 41472000, 167.904
          31,    240,    P30D,     80352000, 622080000, 1672.92
          1,     1.5,    PT0S,     0,      0,      0
          1,     1.5,    PT1S,     1,      1.5,    0.000013
          1,     1.5,    PT0.001S, 1,      1.5,    0.000013
          1,     1.5,    PT1.999S, 2,      3,      0.000026
          """)
  void a_group_is_billed_by_whole_vcpus_tenths_of_a_gb_and_seconds(
      double cpu,
      double memory,
      Duration duration,
      double vCpuSeconds,
      double gbSeconds,
      double amount) {
    assertThat(Billing.cost(cpu, memory, duration, LIST))
        .isEqualTo(new Cost(vCpuSeconds, gbSeconds, amount, "USD"));
  }

  @Test
  void noise_in_a_sum_of_fractions_does_not_round_up_to_one_more() {
    // 0.1 + 0.2 + 0.7 is 1.0000000000000002 or 0.9999999999999999; 1.1 + 2.2 is 3.3000000000000003
    Cost cost = Billing.cost(0.7 + 0.1 + 0.2 + 1e-15, 1.1 + 2.2, Duration.ofSeconds(10), LIST);

    assertThat(cost.vCpuSeconds()).isEqualTo(10);
    assertThat(cost.memoryGBSeconds()).isEqualTo(33);
  }

  @Test
  void sidecars_add_to_the_group_before_it_is_rounded_and_init_containers_do_not() {
    ContainerTask task =
        task(
            container(0.5, 0.25),
            List.of(new Sidecar("a", container(0.3, 0.25)), new Sidecar("b", container(0.3, 0.31))),
            List.of(
                new InitContainer("init", "busybox", List.of(), List.of(), List.of(), List.of())));

    Cost cost = Billing.cost(task, Duration.ofSeconds(100), LIST);

    // 1.1 vCPUs are 2, and 0.81 GB are 0.9
    assertThat(cost.vCpuSeconds()).isEqualTo(200);
    assertThat(cost.memoryGBSeconds()).isEqualTo(90);
  }

  @Test
  void costs_of_attempts_add_up_without_noise() {
    Cost one = new Cost(1, 0.1, 0.1, "USD");
    Cost other = new Cost(2, 0.2, 0.2, "USD");

    assertThat(Billing.sum(one, other)).isEqualTo(new Cost(3, 0.3, 0.3, "USD"));
  }

  @Test
  void there_is_no_sum_of_two_currencies() {
    assertThatThrownBy(() -> Billing.sum(new Cost(1, 1, 1, "USD"), new Cost(1, 1, 1, "EUR")))
        .hasMessageContaining("USD")
        .hasMessageContaining("EUR");
  }

  @ParameterizedTest
  @CsvSource({"-1, 1, PT1S", "1, -1, PT1S", "1, 1, PT-1S"})
  void nothing_negative_is_billed(double cpu, double memory, Duration duration) {
    assertThatThrownBy(() -> Billing.cost(cpu, memory, duration, LIST))
        .hasMessageContaining("Negative");
  }

  static ContainerSpec container(double cpu, double memory) {
    return new ContainerSpec("busybox", List.of(), List.of(), List.of(), cpu, memory, List.of());
  }

  static ContainerTask task(
      ContainerSpec container, List<Sidecar> sidecars, List<InitContainer> initContainers) {
    return new ContainerTask(
        null,
        container,
        sidecars,
        initContainers,
        GroupSettings.NONE,
        Placement.DEFAULT,
        Limits.DEFAULT,
        Retry.NONE,
        Keep.NEVER,
        List.of());
  }
}
