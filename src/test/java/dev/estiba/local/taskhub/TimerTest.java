package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimerTest extends TaskHubTestCase {

  private final SettableClock clock = new SettableClock();

  @Override
  TaskHubOptions options() {
    return super.options().withClock(clock);
  }

  @BeforeEach
  void an_orchestrator_that_sleeps_as_many_milliseconds_as_it_is_told() {
    executor.orchestrator(
        "Sleeps",
        context -> {
          context.createTimer(Duration.ofMillis(context.getInput(Long.class))).await();
          return "awake";
        });
  }

  @Test
  void a_timer_fires_a_millisecond_after_its_time_and_never_before() {
    String early = start("Sleeps", null, "999");
    String late = start("Sleeps", null, "1000");
    awaitTimer(early);
    awaitTimer(late);

    pass(Duration.ofMillis(1000));
    awaitCompletedWith(early, "\"awake\"");
    awaitIdle();
    assertThat(state(late).status()).isEqualTo(RuntimeStatus.RUNNING);

    pass(Duration.ofMillis(1));
    awaitCompletedWith(late, "\"awake\"");
    assertThat(history(late, EventTypeCase.TIMERCREATED)).hasSize(1);
    assertThat(history(late, EventTypeCase.TIMERFIRED)).hasSize(1);
  }

  @Test
  void a_timer_that_came_due_while_the_hub_was_down_fires_after_the_start() {
    String id = start("Sleeps", null, "60000");
    awaitTimer(id);

    hub.kill();
    clock.move(Duration.ofMinutes(2));
    openHub();

    awaitCompletedWith(id, "\"awake\"");
  }

  @Test
  void a_timer_that_is_not_due_after_a_restart_goes_on_waiting() {
    String id = start("Sleeps", null, "60000");
    awaitTimer(id);

    crashAndReopen();
    awaitIdle();
    assertThat(state(id).status()).isEqualTo(RuntimeStatus.RUNNING);

    pass(Duration.ofSeconds(61));
    awaitCompletedWith(id, "\"awake\"");
  }

  @Test
  void a_long_timer_is_slept_in_slices() {
    // Within anyOf, because to await such a timer by itself returns after the first slice in 1.5.0.
    executor.orchestrator(
        "SleepsLong",
        context -> {
          var event = context.waitForExternalEvent("go");
          context.anyOf(context.createTimer(Duration.ofDays(7)), event).await();
          return event.isDone() ? "woken" : "awake";
        });
    String id = start("SleepsLong");

    for (int slice = 1; slice <= 3; slice++) {
      int expected = slice;
      awaitState(id, s -> history(id, EventTypeCase.TIMERCREATED).size() == expected);
      pass(Duration.ofDays(3).plusMillis(1));
    }

    awaitCompletedWith(id, "\"awake\"");
    assertThat(history(id, EventTypeCase.TIMERFIRED)).hasSize(3);
  }

  @Test
  void the_time_that_orchestrators_see_never_goes_back() {
    executor.orchestrator(
        "Watches",
        context -> {
          Instant before = context.getCurrentInstant();
          context.createTimer(Duration.ofSeconds(1)).await();
          Instant between = context.getCurrentInstant();
          context.waitForExternalEvent("go").await();
          return before.isBefore(between) && !context.getCurrentInstant().isBefore(between);
        });
    String id = start("Watches");
    awaitTimer(id);
    pass(Duration.ofSeconds(2));
    awaitState(id, s -> history(id, EventTypeCase.TIMERFIRED).size() == 1);

    clock.move(Duration.ofHours(-1));
    client.raiseEvent(id, "go", null);

    awaitCompletedWith(id, "true");
    List<Long> times =
        history(id, EventTypeCase.ORCHESTRATORSTARTED).stream()
            .map(HistoryEvent::getTimestamp)
            .map(Events::millis)
            .toList();
    assertThat(times).hasSize(3).isSorted();
  }

  @Test
  void a_timer_that_fired_before_the_clock_went_back_is_not_slept_again() {
    String id = start("Sleeps", null, "1000");
    awaitTimer(id);
    client.suspend(id, null);
    pass(Duration.ofSeconds(2));
    awaitOtherTimer();

    clock.move(Duration.ofHours(-1));
    client.resume(id, null);

    awaitCompletedWith(id, "\"awake\"");
    assertThat(history(id, EventTypeCase.TIMERCREATED)).hasSize(1);
  }

  @Test
  void a_timer_of_an_older_generation_does_not_fire() {
    executor.orchestrator(
        "Races",
        context -> {
          if (context.getInput(Integer.class) == 1) {
            var event = context.waitForExternalEvent("go");
            context.anyOf(event, context.createTimer(Duration.ofSeconds(5))).await();
            context.continueAsNew(2);
            return null;
          }
          context.waitForExternalEvent("end").await();
          return "raced";
        });
    String id = start("Races", null, "1");
    awaitTimer(id);
    client.raiseEvent(id, "go", null);
    awaitState(id, s -> "2".equals(s.input()) && !client.history(id).isEmpty());

    pass(Duration.ofSeconds(6));
    awaitOtherTimer();
    client.raiseEvent(id, "end", null);

    awaitCompletedWith(id, "\"raced\"");
    assertThat(history(id, EventTypeCase.TIMERFIRED)).isEmpty();
  }

  @Test
  void an_instance_with_a_start_time_waits_for_it() {
    Instant startAt = clock.instant().plusSeconds(30);
    executor.orchestrator("Starts", context -> "started");
    String id = client.schedule(new NewInstance("Starts", "later", null, startAt));
    client.raiseEvent(id, "early", null);
    awaitIdle();
    assertThat(state(id).status()).isEqualTo(RuntimeStatus.PENDING);

    crashAndReopen();
    awaitIdle();
    assertThat(state(id).status()).isEqualTo(RuntimeStatus.PENDING);

    pass(Duration.ofSeconds(31));
    awaitCompletedWith(id, "\"started\"");
  }

  @Test
  void thousands_of_timers_that_are_due_at_once_all_fire() {
    executor.orchestrator(
        "ManyTimers",
        context -> {
          var timers = new java.util.ArrayList<com.microsoft.durabletask.Task<Void>>();
          for (int i = 0; i < 2000; i++) {
            timers.add(context.createTimer(Duration.ofSeconds(1)));
          }
          context.allOf(timers).await();
          return "all";
        });
    String id = start("ManyTimers");
    awaitTimer(id);

    pass(Duration.ofSeconds(2));

    awaitCompletedWith(id, "\"all\"");
  }

  private void pass(Duration time) {
    clock.move(time);
    hub.wakeTimers();
  }

  private void awaitTimer(String id) {
    awaitState(id, s -> !history(id, EventTypeCase.TIMERCREATED).isEmpty());
  }

  /** Waits until a timer has fired that comes after all that are due. */
  private void awaitOtherTimer() {
    String other = start("Sleeps", null, "1");
    awaitTimer(other);
    pass(Duration.ofMillis(2));
    awaitEnd(other);
  }
}
