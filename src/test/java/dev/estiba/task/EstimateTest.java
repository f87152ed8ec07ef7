package dev.estiba.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.task.PriceTable.RegionPrice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EstimateTest {

  /** Round prices: an hour of one vCPU and one GB costs 1.1 in most places. */
  private static final PriceTable PRICES =
      new PriceTable(
          "USD", Map.of("dear", new RegionPrice(2, 0.2, 0.5)), new RegionPrice(1, 0.1, 0.5));

  private static ContainerTask task(Placement placement, Limits limits, int attempts) {
    Retry retry = new Retry(attempts, 10, 600, List.of(), List.of());
    return BillingTest.task(BillingTest.container(1, 1), List.of(), List.of())
        .with(placement)
        .with(limits)
        .with(retry);
  }

  private static Placement placement(Priority priority, boolean spotFallback, String... fallbacks) {
    return new Placement("rg", "cheap", List.of(fallbacks), List.of(), priority, spotFallback);
  }

  private static Limits limits(long timeout, @Nullable Long start, @Nullable Long run) {
    return new Limits(timeout, null, start, run, 0, null);
  }

  @Test
  void a_task_costs_at_most_its_timeout_whatever_the_attempts() {
    Placement regular = placement(Priority.REGULAR, true);

    Estimate estimate = Estimate.of(task(regular, Limits.of(7200), 5), PRICES);

    assertThat(estimate.perHour()).isEqualTo(new Cost(3600, 3600, 1.1, "USD"));
    assertThat(estimate.atMost()).isEqualTo(new Cost(7200, 7200, 2.2, "USD"));
  }

  @Test
  void limits_of_each_attempt_hold_it_lower() {
    Placement regular = placement(Priority.REGULAR, true);

    Estimate estimate = Estimate.of(task(regular, limits(86400, 600L, 3000L), 3), PRICES);

    assertThat(estimate.atMost()).isEqualTo(new Cost(10800, 10800, 3.3, "USD"));
  }

  @Test
  void a_limit_on_the_start_or_the_run_alone_says_nothing_about_the_other() {
    Placement regular = placement(Priority.REGULAR, true);

    assertThat(Estimate.of(task(regular, limits(7200, null, 60L), 1), PRICES).atMost().amount())
        .isEqualTo(2.2);
    assertThat(Estimate.of(task(regular, limits(7200, 60L, null), 1), PRICES).atMost().amount())
        .isEqualTo(2.2);
  }

  @Test
  void the_dearest_place_that_it_may_go_to_counts_at_most() {
    Placement withFallback = placement(Priority.REGULAR, true, "dear", "other");

    Estimate estimate = Estimate.of(task(withFallback, Limits.of(3600), 1), PRICES);

    assertThat(estimate.perHour().amount()).isEqualTo(1.1);
    assertThat(estimate.atMost().amount()).isEqualTo(2.2);
  }

  @Test
  void spot_costs_less_unless_it_may_fall_back_to_regular() {
    ContainerTask only = task(placement(Priority.SPOT, false), Limits.of(3600), 1);
    ContainerTask fallingBack = task(placement(Priority.SPOT, true), Limits.of(3600), 1);

    assertThat(Estimate.of(only, PRICES).perHour().amount()).isEqualTo(0.55);
    assertThat(Estimate.of(only, PRICES).atMost().amount()).isEqualTo(0.55);
    assertThat(Estimate.of(fallingBack, PRICES).perHour().amount()).isEqualTo(0.55);
    assertThat(Estimate.of(fallingBack, PRICES).atMost().amount()).isEqualTo(1.1);
  }
}
