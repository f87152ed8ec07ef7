package dev.estiba.orchestration;

import static dev.estiba.orchestration.TaskWorld.REASON;
import static dev.estiba.orchestration.TaskWorld.aLog;
import static dev.estiba.orchestration.TaskWorld.ended;
import static dev.estiba.orchestration.TaskWorld.refused;
import static dev.estiba.orchestration.TaskWorld.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.estiba.activity.AgainPolicy;
import dev.estiba.activity.CollectLogs;
import dev.estiba.activity.CreateContainerGroup;
import dev.estiba.activity.DeleteContainerGroup;
import dev.estiba.activity.InspectContainerGroup.Outcome;
import dev.estiba.activity.Patience;
import dev.estiba.document.Json;
import dev.estiba.local.taskhub.InstanceState;
import dev.estiba.local.taskhub.RuntimeStatus;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Limits;
import dev.estiba.task.Reason;
import dev.estiba.task.TaskPhase;
import dev.estiba.task.TaskResult;
import dev.estiba.task.TaskState;
import dev.estiba.task.TaskStatus;
import dev.estiba.testing.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How one attempt goes, and every way in which it ends. */
class RunTaskTest {

  private final TaskWorld world = new TaskWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void the_custom_status_stays_small_however_much_azure_says() {
    Reason page = new Reason("Unavailable", null, "<br/>\n".repeat(4000), "wait.");
    world.creates =
        input -> new CreateContainerGroup.Outcome.Refused(page, AgainPolicy.WAIT, null, null);
    world.start(aTask(600));

    TaskStatus status = world.until(TaskPhase.QUEUED);

    assertThat(Json.write(status)).hasSizeLessThan(8_000);
    assertThat(status.reason().message()).startsWith("<br/>").endsWith("…");
  }

  @ParameterizedTest
  @CsvSource({"0, SUCCEEDED", "3, FAILED", "137, FAILED"})
  void the_exit_code_decides_how_a_task_ended(int exitCode, TaskState state) {
    world.inspects = () -> ended(exitCode);

    TaskResult result = world.run(aTask(600));

    assertThat(result.state()).isEqualTo(state);
    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(result.log()).isEqualTo("file:log");
    assertThat(result.logComplete()).isTrue();
    assertThat(result.containerGroupDeleted()).isTrue();
    assertThat(world.calls).containsExactly("Create", "State", "Rest", "Delete");
  }

  @ParameterizedTest
  @CsvSource({
    "3, Error, ExitCode, exited with 3 (Error)",
    "137, OOMKilled, OutOfMemory, more memory than it had",
    "1, OOMKilled, OutOfMemory, more memory than it had",
    "7147, Error, Maintenance, for maintenance of its own",
    "7148, Error, Maintenance, for maintenance of its own",
    ", Infrastructure Error, PlatformEnded, without an exit code (Infrastructure Error)"
  })
  void the_reason_of_a_failure_is_a_type(
      Integer exitCode, String detail, String type, String message) {
    world.inspects = () -> ended(exitCode, detail);

    TaskResult result = world.run(aTask(600));

    assertThat(result.state()).isEqualTo(TaskState.FAILED);
    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(result.reason().type()).isEqualTo(type);
    assertThat(result.reason().message()).contains(message);
  }

  @Test
  void azures_warnings_are_told_with_a_failure() {
    world.inspects =
        () ->
            new Outcome.Terminated(
                128, Instant.EPOCH, Instant.EPOCH, "Error", "Failed: no such file", 0, null);

    assertThat(world.run(aTask(600)).reason().message()).contains("no such file");
  }

  @Test
  void a_restart_after_the_first_end_is_recorded_and_told() {
    world.inspects =
        () -> new Outcome.Terminated(2, Instant.EPOCH, Instant.EPOCH, "Error", null, 3, null);

    TaskResult result = world.run(aTask(600));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.attempts().get(0).restarts()).isEqualTo(3);
    assertThat(result.warnings())
        .anyMatch(warning -> warning.contains("started the container again"));
  }

  @Test
  void what_the_container_put_out_is_in_the_result() {
    world.collects =
        () ->
            new CollectLogs.Outcome(
                "file:log", null, Patience.NONE, 2, Map.of("answer", "42"), List.of("a warning"));

    TaskResult result = world.run(aTask(600));

    assertThat(result.outputs()).isEqualTo(Map.of("answer", "42"));
    assertThat(result.logGaps()).isEqualTo(2);
    assertThat(result.logComplete()).isFalse();
    assertThat(result.warnings()).contains("a warning").anyMatch(w -> w.contains("dropped lines"));
    assertThat(world.count("Rest") + world.count("CollectLogs")).isEqualTo(1);
  }

  @Test
  void the_custom_status_tells_the_phases() {
    world.inspects =
        () ->
            world.after(
                Duration.ofSeconds(60),
                ended(0),
                () -> world.after(Duration.ofSeconds(10), running(), Outcome.Starting::new));
    world.start(aTask(600));

    TaskStatus starting = world.until(TaskPhase.STARTING);
    TaskStatus running = world.until(TaskPhase.RUNNING);

    assertThat(starting.since()).isBetween(world.begin, world.begin.plusSeconds(2));
    assertThat(running.since()).isBetween(world.begin.plusSeconds(10), world.begin.plusSeconds(14));
    assertThat(running.containerGroup()).matches("task-[0-9a-f]{12}-1");
    assertThat(running.resourceGroup()).isEqualTo("estiba");
    assertThat(running.attempt()).isEqualTo(1);
  }

  @Test
  void a_refusal_for_good_is_a_result_and_nothing_is_asked_twice() {
    world.creates = input -> refused(AgainPolicy.FAIL, null);

    TaskResult result = world.run(aTask(600));

    assertThat(result.state()).isEqualTo(TaskState.REJECTED);
    assertThat(result.reason()).isEqualTo(REASON);
    assertThat(world.calls).containsOnlyOnce("Create").doesNotContain("State");
    assertThat(result.cost()).as("there was no group").isNull();
  }

  @Test
  void an_error_that_does_not_pass_is_asked_about_a_bounded_number_of_times() {
    world.creates = input -> refused(AgainPolicy.RETRY, null);

    TaskResult result = world.run(aTask(86_400));

    assertThat(result.state()).isEqualTo(TaskState.REJECTED);
    assertThat(world.count("Create")).isEqualTo(7);
    assertThat(world.calls).as("a lost answer may have left a group").contains("Delete");
  }

  @Test
  void a_container_that_ended_just_before_its_time_was_over_did_not_time_out() {
    world.inspects = () -> world.after(Duration.ofSeconds(590), ended(0), TaskWorld::running);
    world.start(aTask(600), 60_000);

    assertThat(world.end().state()).isEqualTo(TaskState.SUCCEEDED);
  }

  @Test
  void looks_that_fail_now_and_then_do_not_end_a_task() {
    world.inspects =
        () -> {
          if (world.count("State") % 2 == 0) {
            throw new IllegalStateException("the function's time was over");
          }
          return world.after(Duration.ofMinutes(5), ended(0), TaskWorld::running);
        };

    assertThat(world.run(aTask(600)).state()).isEqualTo(TaskState.SUCCEEDED);
  }

  @Test
  void a_group_of_that_name_that_is_not_ours_is_none_of_a_rejected_task() {
    world.creates = input -> refused(AgainPolicy.FAIL, null);
    world.deletes = DeleteContainerGroup.Outcome.NotOurs::new;

    TaskResult result = world.run(aTask(600));

    assertThat(result.containerGroupDeleted()).isTrue();
    assertThat(world.calls).as("another's log is none of ours").doesNotContain("CollectLogs");
  }

  @Test
  void a_group_that_will_not_come_up_is_rejected_and_deleted() {
    world.inspects = () -> new Outcome.ProvisioningFailed(REASON, AgainPolicy.FAIL);

    TaskResult result = world.run(aTask(600));

    assertThat(result.state()).isEqualTo(TaskState.REJECTED);
    assertThat(world.calls).containsSubsequence("State", "CollectLogs", "Delete");
    assertThat(result.cost()).as("it was billed until it was gone").isNotNull();
  }

  @Test
  void a_group_that_somebody_deleted_is_a_failure() {
    world.inspects = Outcome.Gone::new;

    TaskResult result = world.run(aTask(600));

    assertThat(result.state()).isEqualTo(TaskState.FAILED);
    assertThat(result.reason().type()).isEqualTo("Vanished");
    assertThat(world.count("State")).as("a replica may not know it yet").isEqualTo(3);
  }

  @Test
  void a_group_that_is_deleted_in_the_middle_of_a_long_run_is_missed_soon() {
    world.inspects = () -> world.isAfter(Duration.ofMinutes(20)) ? new Outcome.Gone() : running();

    TaskResult result = world.run(aTask(86_400));

    assertThat(result.reason().type()).isEqualTo("Vanished");
    assertThat(world.lastChange).isBefore(world.begin.plus(Duration.ofMinutes(24)));
  }

  @Test
  void azure_may_be_away_for_an_hour_of_a_running_task() {
    world.inspects =
        () ->
            world.after(
                Duration.ofMinutes(65),
                ended(0),
                () ->
                    world.isAfter(Duration.ofMinutes(5))
                        ? new Outcome.Unavailable(REASON)
                        : running());

    assertThat(world.run(aTask(7200)).state()).isEqualTo(TaskState.SUCCEEDED);
  }

  @Test
  void a_defect_in_the_watch_still_deletes_the_group() {
    world.inspects =
        () -> {
          throw new IllegalStateException("a bug");
        };

    TaskResult result = world.run(aTask(600));

    assertThat(result.state()).isEqualTo(TaskState.FAILED);
    assertThat(result.reason().type()).isEqualTo("InternalError");
    assertThat(world.calls).containsSubsequence("State", "CollectLogs", "Delete");
  }

  @Test
  void a_log_that_cannot_be_fetched_is_tried_for_an_hour_before_its_group_is_deleted() {
    world.collects =
        () ->
            world.isAfter(Duration.ofMinutes(50))
                ? aLog("file:log")
                : new CollectLogs.Outcome(null, REASON, Patience.LONG, 0, Map.of(), List.of());

    TaskResult result = world.run(aTask(600));

    assertThat(result.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(result.logComplete()).isTrue();
    assertThat(world.calls.indexOf("Delete")).isGreaterThan(world.calls.lastIndexOf("CollectLogs"));
    assertThat(world.hub.longestHistory()).isLessThan(200);
  }

  @ParameterizedTest
  @CsvSource({"NONE, 1", "MOMENT, 6", "LONG, 68"})
  void a_log_is_asked_for_as_often_as_it_is_worth_it(Patience patience, int times) {
    world.collects = () -> new CollectLogs.Outcome(null, REASON, patience, 0, Map.of(), List.of());

    TaskResult result = world.run(aTask(86_400));

    assertThat(result.logComplete()).isFalse();
    assertThat(world.count("Rest") + world.count("CollectLogs")).isEqualTo(times);
  }

  @Test
  void a_log_that_stays_away_is_told() {
    world.collects =
        () -> new CollectLogs.Outcome(null, REASON, Patience.LONG, 0, Map.of(), List.of());

    TaskResult result = world.run(aTask(600));

    assertThat(result.logComplete()).isFalse();
    assertThat(result.warnings()).anyMatch(w -> w.contains(REASON.message()));
    assertThat(result.containerGroupDeleted()).isTrue();
  }

  @Test
  void a_delete_is_repeated_until_the_group_is_gone() {
    world.deletes =
        () ->
            world.isAfter(Duration.ofMinutes(20))
                ? new DeleteContainerGroup.Outcome.Gone()
                : new DeleteContainerGroup.Outcome.StillThere(REASON);

    TaskResult result = world.run(aTask(600));

    assertThat(result.containerGroupDeleted()).isTrue();
    assertThat(result.attempts().get(0).groupGoneAt())
        .isAfterOrEqualTo(world.begin.plus(Duration.ofMinutes(20)));
    assertThat(world.count("Delete")).isBetween(20, 40);
  }

  @Test
  void a_group_that_cannot_be_deleted_is_told_after_an_hour() {
    world.deletes = () -> new DeleteContainerGroup.Outcome.StillThere(REASON);

    TaskResult result = world.run(aTask(600));

    assertThat(result.containerGroupDeleted()).isFalse();
    assertThat(result.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(Duration.between(world.begin, world.lastChange))
        .isBetween(Duration.ofMinutes(55), Duration.ofMinutes(65));
    assertThat(world.hub.longestHistory()).isLessThan(200);
  }

  @Test
  void what_is_no_task_fails_with_a_sentence_that_helps() {
    world.hub.start(RunTask.NAME, "{\"image\":\"busybox\"}");

    InstanceState end = world.hub.until("root", s -> s.status().isTerminal());

    assertThat(end.status()).isEqualTo(RuntimeStatus.FAILED);
    assertThat(end.failure().errorMessage()).contains("POST /api/tasks");
  }

  @Test
  void a_cost_is_billed_from_the_first_pull_to_the_end_of_the_container() {
    Instant pulled = world.begin.plusSeconds(8);
    world.inspects =
        () ->
            world.after(
                Duration.ofMinutes(10),
                new Outcome.Terminated(
                    0,
                    pulled.plusSeconds(2),
                    pulled.plusSeconds(100),
                    "Completed",
                    null,
                    0,
                    pulled),
                TaskWorld::running);

    TaskResult result = world.run(aTask(6000));

    assertThat(result.cost().vCpuSeconds()).isEqualTo(100);
    assertThat(result.cost().memoryGBSeconds()).isEqualTo(150);
    assertThat(result.cost().amount()).isCloseTo(100 + 15.0, within(0.001));
    assertThat(result.cost().currency()).isEqualTo("EUR");
  }

  @Test
  void creates_get_the_place_and_a_name_of_their_own() {
    CreateContainerGroup.Input[] seen = new CreateContainerGroup.Input[1];
    world.creates =
        input -> {
          seen[0] = input;
          return new CreateContainerGroup.Outcome.Created();
        };

    world.run(aTask(600));

    assertThat(seen[0].location()).isEqualTo("westeurope");
    assertThat(seen[0].ref().instanceId()).isEqualTo("root");
  }

  static ContainerTask aTask(long timeoutSeconds) {
    return Tasks.aTask().with(Limits.of(timeoutSeconds));
  }
}
