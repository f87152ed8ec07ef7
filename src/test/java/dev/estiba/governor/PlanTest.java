package dev.estiba.governor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PlanTest {

  private static final AciLimits AZURE = AciLimits.AZURE;

  @Test
  void a_thousand_tasks_take_three_hours_at_azures_limits() {
    Plan plan = Plan.atLeast(1000, AZURE, 1, null);

    assertThat(plan.lastStart()).isEqualTo(Duration.ofHours(3).plusMinutes(0));
    assertThat(plan.lastEnd()).isNull();
    assertThat(plan.sentence()).isEqualTo("1,000 tasks: at least 3 h 0 min at your limits");
  }

  @Test
  void within_an_hour_the_five_minutes_count() {
    assertThat(Plan.atLeast(100, AZURE, 1, null).lastStart()).isZero();
    assertThat(Plan.atLeast(101, AZURE, 1, null).lastStart()).isEqualTo(Duration.ofMinutes(5));
    assertThat(Plan.atLeast(300, AZURE, 1, null).lastStart()).isEqualTo(Duration.ofMinutes(10));
    assertThat(Plan.atLeast(301, AZURE, 1, null).lastStart()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void groups_that_live_long_make_others_wait() {
    Plan plan = Plan.atLeast(250, AZURE, 1, Duration.ofHours(2));

    assertThat(plan.lastStart()).isEqualTo(Duration.ofHours(4));
    assertThat(plan.lastEnd()).isEqualTo(Duration.ofHours(6));
    assertThat(plan.sentence()).isEqualTo("250 tasks: at least 6 h 0 min at your limits");
  }

  @Test
  void large_groups_fill_the_cores_before_the_groups() {
    assertThat(Plan.atLeast(50, AZURE, 4, Duration.ofMinutes(30)).lastStart())
        .isEqualTo(Duration.ofMinutes(30));
    assertThat(Plan.atLeast(3, AZURE, 400, Duration.ofMinutes(30)).lastStart())
        .isEqualTo(Duration.ofHours(1));
  }

  @Test
  void without_limits_all_start_at_once() {
    Plan plan = Plan.atLeast(5000, AciLimits.NONE, 1, null);

    assertThat(plan.lastStart()).isZero();
    assertThat(plan.sentence())
        .isEqualTo("5,000 tasks: your limits allow all of them to start at once");
  }

  @Test
  void short_times_are_said_in_small_units() {
    assertThat(Plan.atLeast(1, AZURE, 1, Duration.ofSeconds(20)).sentence())
        .isEqualTo("1 task: at least 20 s at your limits");
    assertThat(Plan.atLeast(150, AZURE, 1, null).sentence())
        .isEqualTo("150 tasks: at least 5 min at your limits");
  }

  @Test
  void no_tasks_take_no_time_and_a_hundred_thousand_two_weeks() {
    assertThat(Plan.atLeast(0, AZURE, 1, Duration.ofHours(1)).lastEnd()).isZero();
    assertThat(Plan.atLeast(100_000, AZURE, 1, null).lastStart()).isEqualTo(Duration.ofHours(333));
  }
}
