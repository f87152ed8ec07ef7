package dev.estiba.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.activity.InspectContainerGroup.Look;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a look leaves due that took its time, or that failed. */
class WatchPlanTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final long LONGEST = 90_000;

  @Test
  void a_log_that_became_due_during_a_look_at_the_state_is_still_due() {
    WatchPlan plan = plan(at(600), new LogPlan(BEGIN, at(601), at(590), LONGEST));

    WatchPlan after = plan.after(new Look(TaskWorld.running(), null), at(600), at(602), "x");

    assertThat(after.isLogDue(at(602))).isTrue();
    assertThat(after.isStateDue(at(602))).isFalse();
  }

  @Test
  void a_state_that_became_due_during_a_look_at_the_log_is_still_due() {
    WatchPlan plan = plan(at(601), new LogPlan(BEGIN, at(600), at(590), LONGEST));

    WatchPlan after = plan.after(new Look(null, 0L), at(600), at(602), "x");

    assertThat(after.isStateDue(at(602))).isTrue();
    assertThat(after.isLogDue(at(602))).isFalse();
  }

  @Test
  void a_log_that_could_not_be_read_is_read_again_as_soon_as_its_growth_asks_for() {
    // 200 kB a second: Azure's 4 MB are full after 20 s.
    WatchPlan plan = plan(at(900), new LogPlan(BEGIN, at(600), at(590), LONGEST));
    WatchPlan read = plan.after(new Look(null, 2_000_000L), at(600), at(600), "x");
    Instant then = read.next();
    Duration wait = Duration.between(at(600), then);

    WatchPlan failed = read.after(new Look(null, null), then, then, "x");

    assertThat(wait).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
    assertThat(failed.next()).isEqualTo(then.plus(wait));
    assertThat(failed.log().last()).isEqualTo(at(600));
  }

  private static WatchPlan plan(Instant nextState, LogPlan log) {
    return new WatchPlan(BEGIN, 3_000, 60_000, nextState, log);
  }

  private static Instant at(long seconds) {
    return BEGIN.plusSeconds(seconds);
  }
}
