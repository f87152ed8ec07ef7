package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock is set while timers are pending. */
class ClockTest extends TaskHubTestCase {

  private final SettableClock clock = new SettableClock();

  @Override
  TaskHubOptions options() {
    return super.options().withClock(clock);
  }

  @BeforeEach
  void an_orchestrator_that_sleeps_for_as_long_as_it_is_told() {
    executor.orchestrator(
        "Sleeps",
        context -> {
          context.createTimer(Duration.parse(context.getInput(String.class))).await();
          return "awake";
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT24H"})
  void a_clock_that_is_set_back_delays_a_timer_until_it_shows_the_time_again(Duration step) {
    String id = asleep("PT10S");

    set(step.negated());
    set(Duration.ofSeconds(11));
    awaitIdle();
    assertThat(state(id).status()).isEqualTo(RuntimeStatus.RUNNING);

    set(step);
    awaitCompletedWith(id, "\"awake\"");
    assertFiredOnceAndNotEarly(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT24H"})
  void a_clock_that_is_set_forward_fires_what_is_due_by_it_and_no_more(Duration step) {
    String due = asleep("PT10S");
    String notDue = asleep(step.plusSeconds(10).toString());

    set(step);

    awaitCompletedWith(due, "\"awake\"");
    awaitIdle();
    assertThat(state(notDue).status()).isEqualTo(RuntimeStatus.RUNNING);
    set(Duration.ofSeconds(11));
    awaitCompletedWith(notDue, "\"awake\"");
    assertFiredOnceAndNotEarly(due);
    assertFiredOnceAndNotEarly(notDue);
  }

  @Test
  void a_clock_that_goes_back_after_a_crash_keeps_histories_in_order() {
    String id = asleep("PT10S");

    hub.kill();
    clock.move(Duration.ofDays(-1));
    openHub();
    client.raiseEvent(id, "any", null);
    awaitState(id, s -> history(id, EventTypeCase.EVENTRAISED).size() == 1);

    set(Duration.ofDays(1).plusSeconds(11));
    awaitCompletedWith(id, "\"awake\"");
    assertFiredOnceAndNotEarly(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-0.001S", "PT-24H", "PT-876000H"})
  void a_timer_that_was_due_before_it_was_asked_for_fires_at_once(String duration) {
    String id = start("Sleeps", null, "\"" + duration + "\"");
    awaitTimer(id);

    set(Duration.ofMillis(1));

    awaitCompletedWith(id, "\"awake\"");
    assertFiredOnceAndNotEarly(id);
  }

  @Test
  void a_timer_of_a_thousand_years_waits_and_survives_a_restart() {
    String id = asleep("PT8766000H");

    crashAndReopen();
    awaitIdle();

    assertThat(state(id).status()).isEqualTo(RuntimeStatus.RUNNING);
    assertThat(history(id, EventTypeCase.TIMERFIRED)).isEmpty();
  }

  @Test
  void a_start_in_the_farthest_future_waits() {
    executor.orchestrator("Ends", context -> "end");

    String id = client.schedule(new NewInstance("Ends", "far", null, Instant.MAX));
    awaitIdle();

    assertThat(state(id).status()).isEqualTo(RuntimeStatus.PENDING);
  }

  private String asleep(String duration) {
    String id = start("Sleeps", null, "\"" + duration + "\"");
    awaitTimer(id);
    return id;
  }

  private void awaitTimer(String id) {
    awaitState(id, s -> !history(id, EventTypeCase.TIMERCREATED).isEmpty());
  }

  private void set(Duration by) {
    clock.move(by);
    hub.wakeTimers();
  }

  private void assertFiredOnceAndNotEarly(String id) {
    assertThat(history(id, EventTypeCase.TIMERFIRED)).hasSize(1);
    LegalHistory.check(state(id), client.history(id));
  }
}
