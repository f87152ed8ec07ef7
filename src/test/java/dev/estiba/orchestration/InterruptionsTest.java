package dev.estiba.orchestration;

import static dev.estiba.orchestration.TaskWorld.ended;
import static dev.estiba.orchestration.TaskWorld.refused;
import static dev.estiba.orchestration.TaskWorld.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.activity.AgainPolicy;
import dev.estiba.activity.CreateContainerGroup;
import dev.estiba.activity.DeleteContainerGroup;
import dev.estiba.activity.InspectContainerGroup.Outcome;
import dev.estiba.task.Attempt;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Limits;
import dev.estiba.task.Retry;
import dev.estiba.task.TaskPhase;
import dev.estiba.task.TaskResult;
import dev.estiba.task.TaskState;
import dev.estiba.testing.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cancels, times and budgets, in every phase. */
class InterruptionsTest {

  private final TaskWorld world = new TaskWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_task_whose_time_is_over_is_timed_out_and_its_group_deleted() {
    world.inspects = TaskWorld::running;

    TaskResult result = world.run(aTask(Limits.of(600)));

    assertThat(result.state()).isEqualTo(TaskState.TIMED_OUT);
    assertThat(result.timedOutIn()).isEqualTo(TaskPhase.RUNNING);
    assertThat(result.reason().message()).contains("600 s");
    assertThat(Duration.between(world.begin, world.lastChange))
        .isBetween(Duration.ofSeconds(600), Duration.ofSeconds(605));
    assertThat(world.calls).containsSubsequence("State", "CollectLogs", "Delete");
  }

  @Test
  void a_task_may_time_out_while_it_waits_for_a_quota() {
    world.creates = input -> refused(AgainPolicy.WAIT, null);

    TaskResult result = world.run(aTask(Limits.of(600)));

    assertThat(result.state()).isEqualTo(TaskState.TIMED_OUT);
    assertThat(result.timedOutIn()).isEqualTo(TaskPhase.QUEUED);
  }

  @Test
  void the_time_of_a_task_is_one_for_all_its_attempts() {
    world.inspects =
        () -> world.isAfter(Duration.ofSeconds(400 * world.count("Create"))) ? ended(1) : running();

    TaskResult result =
        world.run(aTask(Limits.of(600)).with(new Retry(3, 1, 1, List.of(), List.of())));

    assertThat(result.state()).isEqualTo(TaskState.TIMED_OUT);
    assertThat(result.attempts())
        .extracting(Attempt::state)
        .containsExactly(TaskState.FAILED, TaskState.TIMED_OUT);
    assertThat(Duration.between(world.begin, world.lastChange))
        .isBetween(Duration.ofSeconds(600), Duration.ofSeconds(605));
  }

  @ParameterizedTest
  @CsvSource({
    "QUEUED, 50, , , queueTimeoutSeconds",
    "STARTING, , 50, , startTimeoutSeconds",
    "RUNNING, , , 50, runTimeoutSeconds"
  })
  void each_phase_may_have_a_limit_of_its_own(
      TaskPhase phase, Long queue, Long start, Long run, String field) {
    world.creates =
        input ->
            phase == TaskPhase.QUEUED
                ? refused(AgainPolicy.WAIT, null)
                : new CreateContainerGroup.Outcome.Created();
    world.inspects = () -> phase == TaskPhase.STARTING ? new Outcome.Starting() : running();

    TaskResult result = world.run(aTask(new Limits(600, queue, start, run, 0, null)));

    assertThat(result.state()).isEqualTo(TaskState.TIMED_OUT);
    assertThat(result.timedOutIn()).isEqualTo(phase);
    assertThat(result.reason().remedy()).contains(field);
    assertThat(Duration.between(world.begin, world.lastChange))
        .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(65));
  }

  @Test
  void a_phase_that_took_too_long_may_be_worth_another_attempt() {
    world.inspects = () -> world.count("Create") == 1 ? new Outcome.Starting() : ended(0);

    TaskResult result =
        world.run(
            aTask(new Limits(600, null, 50L, null, 0, null))
                .with(new Retry(2, 1, 1, List.of(), List.of("TimedOut"))));

    assertThat(result.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(result.attempts()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "{\"reason\":\"enough\",\"by\":\"ana\"}| by ana: enough | ana",
        "\"enough\" | : enough |",
        "[\"enough\"]| cancelled. |",
        "null| cancelled. |"
      },
      delimiter = '|')
  void a_cancel_ends_a_running_task_whatever_its_data(
      String data, String told, @Nullable String by) {
    world.inspects = TaskWorld::running;
    world.start(aTask(Limits.of(600)));
    world.until(TaskPhase.RUNNING);

    world.cancel(data);
    TaskResult result = world.end();

    assertThat(result.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(result.reason().message()).endsWith(told);
    assertThat(result.cancelledBy()).isEqualTo(by);
    assertThat(result.containerGroupDeleted()).isTrue();
    assertThat(world.calls).containsSubsequence("State", "CollectLogs", "Delete");
  }

  @ParameterizedTest
  @CsvSource({"QUEUED", "STARTING", "RUNNING", "RETRYING"})
  void a_cancel_ends_a_task_in_every_phase(TaskPhase phase) {
    world.creates =
        input ->
            phase == TaskPhase.QUEUED
                ? refused(AgainPolicy.WAIT, null)
                : new CreateContainerGroup.Outcome.Created();
    world.inspects = () -> inspected(phase);
    world.start(aTask(Limits.of(600)).with(new Retry(3, 100, 100, List.of(), List.of())));
    world.until(phase);
    Instant cancelledAt = world.hub.now();

    world.cancel("null");
    TaskResult result = world.end();

    assertThat(result.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(result.containerGroupDeleted()).isTrue();
    assertThat(world.count("Create")).isEqualTo(world.count("Delete"));
    assertThat(world.lastChange).isBefore(cancelledAt.plusSeconds(5));
  }

  private static Outcome inspected(TaskPhase phase) {
    return switch (phase) {
      case STARTING -> new Outcome.Starting();
      case RETRYING -> ended(1);
      default -> running();
    };
  }

  @Test
  void a_cancel_before_the_task_began_ends_it_at_once() {
    world.inspects = TaskWorld::running;
    world.start(aTask(Limits.of(600)));

    world.cancel("null");
    TaskResult result = world.end();

    assertThat(result.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(world.count("Delete")).isEqualTo(1);
    assertThat(world.lastChange).isBefore(world.begin.plusSeconds(3));
  }

  @Test
  void a_cancel_while_the_group_of_a_task_that_ended_is_deleted_changes_nothing() {
    world.deletes =
        () ->
            world.isAfter(Duration.ofMinutes(5))
                ? new DeleteContainerGroup.Outcome.Gone()
                : new DeleteContainerGroup.Outcome.StillThere(TaskWorld.REASON);
    world.start(aTask(Limits.of(600)));
    world.until(TaskPhase.DELETING);

    world.cancel("null");

    assertThat(world.end().state()).isEqualTo(TaskState.SUCCEEDED);
  }

  @Test
  void a_cancel_while_the_group_of_an_attempt_is_deleted_ends_the_attempts() {
    world.inspects = () -> ended(1);
    world.deletes =
        () ->
            world.isAfter(Duration.ofMinutes(5))
                ? new DeleteContainerGroup.Outcome.Gone()
                : new DeleteContainerGroup.Outcome.StillThere(TaskWorld.REASON);
    world.start(aTask(Limits.of(6000)).with(new Retry(3, 1, 1, List.of(), List.of())));
    world.until(TaskPhase.DELETING);

    world.cancel("\"enough\"");
    TaskResult result = world.end();

    assertThat(result.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(result.attempts()).hasSize(1);
    assertThat(result.reason().message()).endsWith("enough");
  }

  @Test
  void a_budget_that_is_spent_begins_no_other_attempt() {
    world.inspects = () -> new Outcome.Terminated(1, null, null, "Error", null, 0, null);
    world.deletes =
        () ->
            world.isAfter(Duration.ofSeconds(130))
                ? new DeleteContainerGroup.Outcome.Gone()
                : new DeleteContainerGroup.Outcome.StillThere(TaskWorld.REASON);

    TaskResult result =
        world.run(
            aTask(new Limits(6000, null, null, null, 0, 115.0))
                .with(new Retry(9, 1, 1, List.of(), List.of())));

    assertThat(result.state()).isEqualTo(TaskState.FAILED);
    assertThat(result.attempts()).hasSize(1);
  }

  @Test
  void a_cancelled_container_gets_its_grace_and_its_end_is_told() {
    world.inspects = () -> world.count("Stop") > 0 && stoppedFor(5) ? ended(143) : running();
    world.start(aTask(new Limits(600, null, null, null, 30, null)));
    world.until(TaskPhase.RUNNING);

    world.cancel("null");
    TaskResult result = world.end();

    assertThat(result.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(result.exitCode()).isEqualTo(143);
    assertThat(world.calls).containsSubsequence("Stop", "State", "Rest", "Delete");
  }

  @Test
  void a_container_that_is_cancelled_before_the_first_look_gets_its_grace_too() {
    world.inspects = () -> world.count("Stop") > 0 && stoppedFor(5) ? ended(143) : running();
    world.start(aTask(new Limits(600, null, null, null, 30, null)));
    world.until(TaskPhase.STARTING);

    world.cancel("null");
    TaskResult result = world.end();

    assertThat(result.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(result.exitCode()).isEqualTo(143);
    assertThat(world.calls).startsWith("Create", "State", "Stop");
  }

  private boolean stoppedFor(long seconds) {
    return !world.hub.now().isBefore(world.lastChange.plusSeconds(seconds));
  }

  @Test
  void a_container_that_does_not_heed_its_grace_is_deleted_after_it() {
    world.inspects = TaskWorld::running;
    world.start(aTask(new Limits(600, null, null, null, 30, null)));
    world.until(TaskPhase.RUNNING);
    Instant cancelledAt = world.hub.now();

    world.cancel("null");
    TaskResult result = world.end();

    assertThat(result.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(world.lastChange)
        .isBetween(cancelledAt.plusSeconds(30), cancelledAt.plusSeconds(34));
  }

  @Test
  void a_container_that_ends_in_its_grace_has_timed_out_all_the_same() {
    world.inspects = () -> world.count("Stop") > 0 && stoppedFor(5) ? ended(143) : running();

    TaskResult result =
        world.run(
            aTask(new Limits(600, null, null, 50L, 30, null))
                .with(new Retry(3, 1, 1, List.of(), List.of())));

    assertThat(result.state()).isEqualTo(TaskState.TIMED_OUT);
    assertThat(result.exitCode()).isEqualTo(143);
    assertThat(result.attempts()).hasSize(1);
  }

  @Test
  void a_group_that_outlives_its_grace_is_looked_at_less_and_less_often() {
    world.inspects = TaskWorld::running;
    world.deletes = () -> new DeleteContainerGroup.Outcome.StillThere(TaskWorld.REASON);
    world.start(aTask(new Limits(600, null, null, null, 60, null)));
    world.until(TaskPhase.RUNNING);

    world.cancel("null");
    world.hub.after(Duration.ofMinutes(10));

    assertThat(world.count("Delete")).isGreaterThan(0);
    assertThat(world.count("State")).isLessThan(120);
  }

  @Test
  void a_task_is_cancelled_before_it_costs_more_than_it_may() {
    world.inspects = TaskWorld::running;

    // 1 vCPU and 1.5 GB cost 1.15 a second.
    TaskResult result = world.run(aTask(new Limits(6000, null, null, null, 0, 115.0)));

    assertThat(result.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(result.reason().type()).isEqualTo("BudgetReached");
    assertThat(result.cancelledBy()).isEqualTo("its budget");
    assertThat(Duration.between(world.begin, world.lastChange))
        .isBetween(Duration.ofSeconds(100), Duration.ofSeconds(102));
  }

  @Test
  void a_budget_is_one_for_all_attempts() {
    world.inspects =
        () ->
            world.isAfter(Duration.ofSeconds(60 * world.count("Create")))
                ? new Outcome.Terminated(1, null, null, "Error", null, 0, null)
                : running();

    TaskResult result =
        world.run(
            aTask(new Limits(6000, null, null, null, 0, 115.0))
                .with(new Retry(9, 1, 1, List.of(), List.of())));

    assertThat(result.reason().type()).isEqualTo("BudgetReached");
    assertThat(result.attempts()).hasSize(2);
  }

  @Test
  void a_nudge_has_the_container_looked_at_at_once() {
    world.inspects = () -> world.isAfter(Duration.ofMinutes(31)) ? ended(0) : running();
    world.start(aTask(Limits.of(86_400)));
    world.hub.after(Duration.ofMinutes(31));
    int looks = world.count("State");

    world.nudge();
    TaskResult result = world.end();

    assertThat(result.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(world.count("State")).isEqualTo(looks + 1);
    assertThat(world.lastChange).isBefore(world.begin.plus(Duration.ofMinutes(31)).plusSeconds(2));
  }

  @Test
  void nudges_without_news_end_nothing_and_are_heeded_for_a_while_only() {
    world.inspects = () -> world.isAfter(Duration.ofMinutes(40)) ? ended(0) : running();
    world.start(aTask(Limits.of(86_400)));
    world.hub.after(Duration.ofMinutes(30));
    int looks = world.count("State");

    for (int i = 0; i < 30; i++) {
      world.nudge();
      world.hub.after(Duration.ofMillis(100));
    }
    int nudged = world.count("State") - looks;
    TaskResult result = world.end();

    assertThat(nudged).isBetween(5, 10);
    assertThat(result.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(world.hub.longestHistory()).isLessThan(200);
  }

  private static ContainerTask aTask(Limits limits) {
    return Tasks.aTask().with(limits);
  }
}
