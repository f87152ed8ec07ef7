package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Very many of everything, in bounded time. */
@Timeout(300)
@Tag("slow")
class ScaleIT extends TaskHubTestCase {

  private final SettableClock clock = new SettableClock();

  @Override
  TaskHubOptions options() {
    return super.options().withClock(clock);
  }

  @BeforeEach
  void no_request_is_kept() {
    executor.rememberNothing();
  }

  @Test
  void ten_thousand_activities_of_one_fan_out_run_once_each() {
    Set<String> inputs = ConcurrentHashMap.newKeySet();
    executor.activity("Work", call -> inputs.add(String.valueOf(call.input())) ? "1" : "1000000");
    executor.orchestrator(
        "FansOut",
        context ->
            all(context, 10_000, i -> context.callActivity("Work", i, Integer.class)).stream()
                .mapToInt(one -> one)
                .sum());

    String id = start("FansOut");

    awaitLong(id);
    assertThat(state(id).output()).isEqualTo("10000");
    assertThat(inputs).hasSize(10_000);
    LegalHistory.check(state(id), client.history(id));
  }

  @Test
  void a_hundred_thousand_timers_fire_once_each() {
    executor.orchestrator(
        "Sleeps",
        context ->
            all(context, 1_000, i -> context.createTimer(Duration.ofSeconds(10 + i % 50))).size());
    List<String> ids = IntStream.range(0, 100).mapToObj(i -> start("Sleeps")).toList();
    ids.forEach(id -> awaitLong(id, EventTypeCase.TIMERCREATED));

    clock.move(Duration.ofMinutes(2));
    hub.wakeTimers();

    ids.forEach(this::awaitLong);
    for (String id : ids) {
      assertThat(state(id).output()).isEqualTo("1000");
      LegalHistory.check(state(id), client.history(id));
      assertThat(history(id, EventTypeCase.TIMERFIRED)).hasSize(1_000);
    }
  }

  @Test
  void ten_thousand_timers_that_came_due_while_the_hub_was_down_are_drained_in_bounded_time() {
    executor.orchestrator(
        "Sleeps",
        context -> {
          context.createTimer(Duration.ofMinutes(1)).await();
          return "awake";
        });
    List<String> ids = IntStream.range(0, 10_000).mapToObj(i -> start("Sleeps")).toList();
    ids.forEach(id -> awaitLong(id, EventTypeCase.TIMERCREATED));

    hub.kill();
    clock.move(Duration.ofMinutes(2));
    long begin = System.nanoTime();
    openHub();
    ids.forEach(this::awaitLong);
    Duration taken = Duration.ofNanos(System.nanoTime() - begin);

    assertThat(taken).isLessThan(Duration.ofMinutes(2));
    assertThat(ids).allMatch(id -> "\"awake\"".equals(state(id).output()));
  }

  @Test
  void a_thousand_sub_orchestrations_answer_their_parent() {
    executor.orchestrator("Child", context -> context.getInput(Integer.class));
    executor.orchestrator(
        "Parent",
        context ->
            all(
                    context,
                    1_000,
                    i -> context.callSubOrchestrator("Child", i, "child-" + i, Integer.class))
                .stream()
                .mapToInt(one -> one)
                .sum());

    String id = start("Parent");

    awaitLong(id);
    assertThat(state(id).output()).isEqualTo("499500");
    LegalHistory.check(state(id), client.history(id));
  }

  @Test
  void an_instance_with_a_history_of_twenty_thousand_events_goes_on_also_after_a_crash() {
    executor.activity("Work", call -> "1");
    executor.orchestrator(
        "Long",
        context -> {
          int sum = 0;
          for (int i = 0; i < 2_000; i++) {
            sum += all(context, 5, ignored -> context.callActivity("Work", Integer.class)).size();
          }
          context.setCustomStatus("waiting");
          context.waitForExternalEvent("go").await();
          return sum;
        });
    String id = start("Long");
    patiently().until(() -> state(id).customStatus() != null);

    crashAndReopen();
    client.raiseEvent(id, "go", null);

    awaitLong(id);
    assertThat(state(id).output()).isEqualTo("10000");
    assertThat(client.history(id).size()).isGreaterThan(20_000);
    LegalHistory.check(state(id), client.history(id));
  }

  private static <T> List<T> all(
      TaskOrchestrationContext context, int count, IntFunction<Task<T>> task) {
    List<Task<T>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tasks.add(task.apply(i));
    }
    return context.allOf(tasks).await();
  }

  private void awaitLong(String id) {
    patiently().until(() -> state(id).status().isTerminal());
  }

  private void awaitLong(String id, EventTypeCase type) {
    patiently().until(() -> !history(id, type).isEmpty());
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofMinutes(4)).pollDelay(Duration.ZERO);
  }
}
