package dev.estiba.local.functionhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.local.functionhost.app.FunctionAppException;
import dev.estiba.local.functionhost.app.FunctionScanner;
import dev.estiba.local.functionhost.sample.FailingTimerSample;
import dev.estiba.local.functionhost.sample.TimerSample;
import dev.estiba.local.functionhost.storage.StorageBindings;
import dev.estiba.local.functionhost.web.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimerFunctionTest {

  private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");

  @TempDir Path data;

  /** Time, alarm and worker threads, all moved by hand. */
  private Instant now = TEN;

  private final Deque<Duration> alarms = new ArrayDeque<>();
  private final Deque<Runnable> alarmTasks = new ArrayDeque<>();
  private final Deque<Runnable> work = new ArrayDeque<>();

  @BeforeEach
  void forgetTicks() {
    TimerSample.TICKS.clear();
    FailingTimerSample.reset();
  }

  private TimerFunction timer(String schedule) {
    return timer(TimerSample.class, schedule);
  }

  private TimerFunction timer(Class<?> functions, String schedule) {
    FunctionInvoker invoker =
        new FunctionInvoker(
            getClass().getClassLoader(),
            null,
            () -> {
              throw new AssertionError("no durable client is asked for");
            },
            StorageBindings.none());
    TimerFunction timer =
        new TimerFunction(
            FunctionScanner.scan(List.of(functions)).get(0),
            CronSchedule.parse(schedule, ZoneOffset.UTC),
            invoker,
            new TimerStore(data),
            new TimerFunction.Engine(() -> now, this::setAlarm, work::add));
    timer.start();
    return timer;
  }

  private void setAlarm(Duration delay, Runnable task) {
    alarms.add(delay);
    alarmTasks.add(task);
  }

  /** Lets the clock go on to the next alarm, and rings it. */
  private void ring() {
    now = now.plus(alarms.remove());
    alarmTasks.remove().run();
  }

  private void ringAndRun() {
    ring();
    work.remove().run();
  }

  private void ringAndRun(int rings) {
    for (int i = 1; i < rings; i++) {
      ring();
    }
    ringAndRun();
  }

  private static JsonNode tick(int index) throws JsonProcessingException {
    return Json.read(TimerSample.TICKS.get(index));
  }

  @Test
  void a_timer_runs_when_it_is_due_and_is_told_its_schedule() throws Exception {
    timer("0 * * * * *");

    ringAndRun();
    ringAndRun();

    assertThat(now).isEqualTo(TEN.plusSeconds(120));
    assertThat(tick(0).path("IsPastDue").asBoolean(true)).isFalse();
    assertThat(tick(0).path("Schedule").path("AdjustForDST").asBoolean()).isTrue();
    JsonNode first = tick(0).path("ScheduleStatus");
    assertThat(first.path("Last").asText()).isEqualTo("0001-01-01T00:00:00+00:00");
    assertThat(first.path("Next").asText()).isEqualTo("2026-01-01T10:01:00.000+00:00");
    JsonNode second = tick(1).path("ScheduleStatus");
    assertThat(second.path("Last").asText()).isEqualTo("2026-01-01T10:01:00.000+00:00");
    assertThat(second.path("Next").asText()).isEqualTo("2026-01-01T10:02:00.000+00:00");
  }

  @Test
  void the_wall_clock_is_looked_at_every_minute() {
    timer("0 0 * * * *");

    for (int i = 0; i < 59; i++) {
      ring();
    }

    assertThat(work).isEmpty();
    ringAndRun();
    assertThat(now).isEqualTo(Instant.parse("2026-01-01T11:00:00Z"));
    assertThat(TimerSample.TICKS).hasSize(1);
  }

  @Test
  void a_timer_is_not_due_again_while_it_runs() {
    timer("*/30 * * * * *");

    ring();

    assertThat(alarms).isEmpty();
    now = now.plusSeconds(95);
    work.remove().run();
    assertThat(TimerSample.TICKS).hasSize(1);
    assertThat(alarms).containsExactly(Duration.ofSeconds(25));
  }

  @Test
  void a_run_missed_while_the_host_was_down_is_made_up_for_once() throws Exception {
    timer("0 0 * * * *").stop(Duration.ZERO);
    alarms.clear();
    alarmTasks.clear();
    now = TEN.plus(Duration.ofHours(5)).plusSeconds(1);

    timer("0 0 * * * *");
    work.remove().run();

    assertThat(TimerSample.TICKS).hasSize(1);
    assertThat(tick(0).path("IsPastDue").asBoolean()).isTrue();
    assertThat(tick(0).path("ScheduleStatus").path("Next").asText())
        .isEqualTo("2026-01-01T11:00:00.000+00:00");
    assertThat(work).isEmpty();
  }

  @Test
  void a_run_missed_by_another_schedule_is_not_made_up_for() {
    timer("0 0 * * * *").stop(Duration.ZERO);
    alarms.clear();
    alarmTasks.clear();
    now = TEN.plus(Duration.ofHours(5)).plusSeconds(1);

    timer("0 30 * * * *");

    assertThat(work).isEmpty();
    ringAndRun(30);
    assertThat(now).isEqualTo(TEN.plus(Duration.ofHours(5)).plus(Duration.ofMinutes(30)));
  }

  @Test
  void a_timer_of_seconds_keeps_no_status_and_is_told_none() throws Exception {
    timer("*/30 * * * * *");

    ringAndRun();

    assertThat(tick(0).path("ScheduleStatus").isNull()).isTrue();
    assertThat(data.resolve("Tick.json")).doesNotExist();
  }

  @Test
  void a_timer_with_pauses_is_told_that_it_knows_no_summer_time() throws Exception {
    timer("00:01:00");

    ringAndRun();

    assertThat(now).isEqualTo(TEN.plusSeconds(60));
    assertThat(tick(0).path("Schedule").path("AdjustForDST").asBoolean(true)).isFalse();
  }

  @Test
  void a_failed_run_is_repeated_as_its_policy_says_and_told_why() {
    timer(FailingTimerSample.class, "0 0 * * * *");
    ringAndRun(60);

    ringAndRun();
    ringAndRun();

    assertThat(now).isEqualTo(TEN.plus(Duration.ofHours(1)).plusSeconds(20 + 30));
    assertThat(FailingTimerSample.CALLS)
        .containsExactly(
            "0 of 2", "1 of 2 after IllegalStateException", "2 of 2 after IllegalStateException");
    assertThat(work).isEmpty();
    assertThat(alarms).containsExactly(Duration.ofMinutes(1));
  }

  @Test
  void a_retry_that_succeeds_is_the_last() {
    timer(FailingTimerSample.class, "0 0 * * * *");
    ringAndRun(60);
    FailingTimerSample.failing = false;

    ringAndRun();

    assertThat(FailingTimerSample.CALLS).hasSize(2);
    assertThat(alarms).containsExactly(Duration.ofMinutes(1));
  }

  @Test
  void a_stop_ends_the_retries_and_the_next_start_makes_up_for_the_run() {
    TimerFunction timer = timer(FailingTimerSample.class, "0 0 * * * *");
    ringAndRun(60);

    timer.stop(Duration.ZERO);
    ring();

    assertThat(work).isEmpty();
    assertThat(alarms).isEmpty();
    timer(FailingTimerSample.class, "0 0 * * * *");
    work.remove().run();
    assertThat(FailingTimerSample.CALLS).containsExactly("0 of 2", "0 of 2");
  }

  @Test
  void a_run_that_a_stop_interrupts_is_made_up_for_and_one_that_ended_is_not() {
    TimerFunction interrupted = timer("0 0 * * * *");
    rings(60);
    interrupted.stop(Duration.ZERO);
    work.remove().run();
    alarms.clear();
    alarmTasks.clear();

    TimerFunction next = timer("0 0 * * * *");
    assertThat(work).hasSize(1);
    work.remove().run();
    next.stop(Duration.ZERO);
    alarms.clear();
    alarmTasks.clear();

    timer("0 0 * * * *");
    assertThat(work).isEmpty();
  }

  private void rings(int times) {
    for (int i = 0; i < times; i++) {
      ring();
    }
  }

  @Test
  void a_stopped_timer_runs_no_more() {
    TimerFunction timer = timer("*/30 * * * * *");

    timer.stop(Duration.ZERO);
    ring();

    assertThat(work).isEmpty();
    assertThat(alarms).isEmpty();
  }

  @Test
  void an_unreadable_status_is_forgotten() throws Exception {
    Files.writeString(data.resolve("Tick.json"), "{broken");

    timer("*/30 * * * * *");
    ringAndRun();

    assertThat(TimerSample.TICKS).hasSize(1);
  }

  @Test
  void a_host_runs_its_timers(@TempDir Path own) {
    FunctionHostOptions options =
        TestHttp.withoutKeys(own, List.of(TimerSample.class))
            .withSettings(Map.of("TICK", "* * * * * *"));

    try (FunctionHost host = FunctionHost.start(options)) {
      assertThat(host.functions())
          .containsExactly(
              new RegisteredFunction("Tick", "timerTrigger", List.of(), Optional.empty(), false));
      await().until(() -> TimerSample.TICKS.size() >= 2);
    }
  }

  @Test
  void a_malformed_schedule_stops_the_start_and_leaves_nothing_open(@TempDir Path own) {
    FunctionHostOptions options =
        TestHttp.withoutKeys(own, List.of(TimerSample.class))
            .withSettings(Map.of("TICK", "now and then"));

    assertThatThrownBy(() -> FunctionHost.start(options))
        .isInstanceOf(FunctionAppException.class)
        .hasMessageContaining("'Tick'")
        .hasMessageContaining("'now and then'");
    FunctionHost.start(options.withSettings(Map.of("TICK", "0 0 0 1 1 *"))).close();
  }
}
