package dev.estiba.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.activity.CollectLogs;
import dev.estiba.activity.CreateContainerGroup;
import dev.estiba.activity.CreateContainerGroup.AgainPolicy;
import dev.estiba.activity.DeleteContainerGroup;
import dev.estiba.activity.InspectContainerGroup;
import dev.estiba.activity.InspectContainerGroup.Outcome;
import dev.estiba.local.taskhub.InstanceState;
import dev.estiba.local.taskhub.RuntimeStatus;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Json;
import dev.estiba.task.Limits;
import dev.estiba.task.Reason;
import dev.estiba.task.TaskPhase;
import dev.estiba.task.TaskResult;
import dev.estiba.task.TaskState;
import dev.estiba.task.TaskStatus;
import dev.estiba.testing.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The orchestrators on the real task hub in virtual time; what Azure does is written down. */
class RunTaskTest {

  private static final Reason REASON = new Reason("Because", "Code", "what Azure says", "do it.");

  private VirtualHub hub;
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  private Supplier<CreateContainerGroup.Outcome> creates =
      CreateContainerGroup.Outcome.Created::new;
  private Supplier<Outcome> inspects = () -> ended(0);
  private Supplier<CollectLogs.Outcome> collects =
      () -> new CollectLogs.Outcome("file:log", null, false);
  private Supplier<DeleteContainerGroup.Outcome> deletes = DeleteContainerGroup.Outcome.Gone::new;
  private Instant begin;
  private volatile Instant lastCall;

  @BeforeEach
  void open() {
    hub =
        new VirtualHub()
            .orchestrator(RunTask.NAME, context -> context.complete(RunTask.run(context)))
            .orchestrator(
                WatchContainerGroup.NAME,
                context -> context.complete(WatchContainerGroup.run(context)));
    activity(CreateContainerGroup.NAME, () -> creates.get());
    activity(InspectContainerGroup.NAME, () -> inspects.get());
    activity(CollectLogs.NAME, () -> collects.get());
    activity(DeleteContainerGroup.NAME, () -> deletes.get());
    begin = hub.now();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @ParameterizedTest
  @CsvSource({"0, SUCCEEDED", "3, FAILED", "137, FAILED"})
  void the_exit_code_decides_how_a_task_ended(int exitCode, TaskState state) throws Exception {
    inspects = () -> ended(exitCode);

    TaskResult result = run(600);

    assertThat(result.state()).isEqualTo(state);
    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(result.log()).isEqualTo("file:log");
    assertThat(result.logComplete()).isTrue();
    assertThat(result.containerGroupDeleted()).isTrue();
    assertThat(calls).containsExactly("Create", "Inspect", "CollectLogs", "Delete");
  }

  @Test
  void a_container_that_the_platform_ended_failed_without_a_code() throws Exception {
    inspects = () -> new Outcome.Terminated(null, null, null, "Infrastructure Error", "Node: gone");

    TaskResult result = run(600);

    assertThat(result.state()).isEqualTo(TaskState.FAILED);
    assertThat(result.exitCode()).isNull();
    assertThat(result.reason().message()).contains("Infrastructure Error", "Node: gone");
  }

  @Test
  void the_custom_status_tells_the_phases() throws Exception {
    inspects =
        () ->
            after(Duration.ofSeconds(60), ended(0), () -> after(Duration.ofSeconds(10), running()));
    hub.start(RunTask.NAME, input(600));

    TaskStatus starting = status(hub.until("root", s -> isPhase(s, TaskPhase.STARTING)));
    TaskStatus running = status(hub.until("root", s -> isPhase(s, TaskPhase.RUNNING)));

    assertThat(starting.since()).isBetween(begin, begin.plusSeconds(2));
    assertThat(running.since()).isBetween(begin.plusSeconds(10), begin.plusSeconds(14));
    assertThat(running.containerGroup()).matches("task-[0-9a-f]{12}-1");
    assertThat(running.resourceGroup()).isEqualTo("estiba");
  }

  @Test
  void a_refusal_for_good_is_a_result_and_nothing_is_asked_twice() throws Exception {
    creates = () -> refused(AgainPolicy.FAIL, null);

    TaskResult result = run(600);

    assertThat(result.state()).isEqualTo(TaskState.REJECTED);
    assertThat(result.reason()).isEqualTo(REASON);
    assertThat(calls).containsOnlyOnce("Create").doesNotContain("Inspect");
  }

  @Test
  void a_quota_is_waited_for_and_told_meanwhile() throws Exception {
    creates =
        () ->
            isAfter(Duration.ofMinutes(40))
                ? new CreateContainerGroup.Outcome.Created()
                : refused(AgainPolicy.WAIT, null);
    hub.start(RunTask.NAME, input(7200));

    TaskStatus queued = status(hub.until("root", s -> isPhase(s, TaskPhase.QUEUED)));
    TaskResult result = result(hub.until("root", s -> s.status().isTerminal()));

    assertThat(queued.reason()).isEqualTo(REASON);
    assertThat(result.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(Collections.frequency(calls, "Create")).isBetween(10, 20);
  }

  @Test
  void azure_is_asked_again_when_it_said_it_may_be() throws Exception {
    creates =
        () ->
            isAfter(Duration.ofSeconds(99))
                ? new CreateContainerGroup.Outcome.Created()
                : refused(AgainPolicy.WAIT, 100L);

    run(600);

    assertThat(Collections.frequency(calls, "Create")).isEqualTo(2);
  }

  @Test
  void an_error_that_does_not_pass_is_asked_about_a_bounded_number_of_times() throws Exception {
    creates = () -> refused(AgainPolicy.RETRY, null);

    TaskResult result = run(86_400);

    assertThat(result.state()).isEqualTo(TaskState.REJECTED);
    assertThat(Collections.frequency(calls, "Create")).isEqualTo(7);
    assertThat(calls).as("a lost answer may have left a group").contains("Delete");
  }

  @Test
  void a_task_whose_time_is_over_is_timed_out_and_its_group_deleted() throws Exception {
    inspects = () -> running();

    TaskResult result = run(600);

    assertThat(result.state()).isEqualTo(TaskState.TIMED_OUT);
    assertThat(result.reason().message()).contains("600 s");
    assertThat(Duration.between(begin, lastCall)).isBetween(seconds(600), seconds(605));
    assertThat(calls).containsSubsequence("Inspect", "CollectLogs", "Delete");
  }

  @Test
  void a_container_that_ended_just_before_its_time_was_over_did_not_time_out() throws Exception {
    inspects = () -> after(Duration.ofSeconds(590), ended(0), () -> running());

    assertThat(run(600, 60_000).state()).isEqualTo(TaskState.SUCCEEDED);
  }

  @Test
  void looks_that_fail_now_and_then_do_not_end_a_task() throws Exception {
    inspects =
        () -> {
          if (Collections.frequency(calls, "Inspect") % 2 == 0) {
            throw new IllegalStateException("the function's time was over");
          }
          return after(Duration.ofMinutes(5), ended(0), () -> running());
        };

    assertThat(run(600).state()).isEqualTo(TaskState.SUCCEEDED);
  }

  @Test
  void a_group_of_that_name_that_is_not_ours_is_none_of_a_rejected_task() throws Exception {
    creates = () -> refused(AgainPolicy.FAIL, null);
    deletes = DeleteContainerGroup.Outcome.NotOurs::new;

    TaskResult result = run(600);

    assertThat(result.containerGroupDeleted()).isTrue();
    assertThat(calls).as("another's log is none of ours").doesNotContain("CollectLogs");
  }

  @Test
  void a_log_with_gaps_is_not_complete() throws Exception {
    collects = () -> new CollectLogs.Outcome("file:log", null, true);

    TaskResult result = run(600);

    assertThat(result.logComplete()).isFalse();
    assertThat(Collections.frequency(calls, "CollectLogs")).isEqualTo(1);
  }

  @Test
  void a_task_may_time_out_while_it_waits_for_a_quota() throws Exception {
    creates = () -> refused(AgainPolicy.WAIT, null);

    assertThat(run(600).state()).isEqualTo(TaskState.TIMED_OUT);
  }

  @ParameterizedTest
  @CsvSource(
      value = {"{\"reason\":\"enough\"}", "\"enough\"", "[\"enough\"]", "null"},
      delimiter = '|')
  void a_cancel_ends_a_running_task_whatever_its_data(String data) throws Exception {
    inspects = () -> running();
    hub.start(RunTask.NAME, input(600));
    hub.until("root", s -> isPhase(s, TaskPhase.RUNNING));

    hub.raiseEvent("root", RunTask.CANCEL_EVENT, data);
    TaskResult result = result(hub.until("root", s -> s.status().isTerminal()));

    assertThat(result.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(result.containerGroupDeleted()).isTrue();
    assertThat(calls).containsSubsequence("Inspect", "CollectLogs", "Delete");
  }

  @Test
  void a_group_that_will_not_come_up_is_rejected_and_deleted() throws Exception {
    inspects = () -> new Outcome.ProvisioningFailed(REASON);

    TaskResult result = run(600);

    assertThat(result.state()).isEqualTo(TaskState.REJECTED);
    assertThat(calls).containsSubsequence("Inspect", "CollectLogs", "Delete");
  }

  @Test
  void a_group_that_somebody_deleted_is_a_failure() throws Exception {
    inspects = Outcome.Gone::new;

    TaskResult result = run(600);

    assertThat(result.state()).isEqualTo(TaskState.FAILED);
    assertThat(result.reason().type()).isEqualTo("Gone");
  }

  @Test
  void azure_may_be_away_for_an_hour_of_a_running_task() throws Exception {
    inspects =
        () ->
            after(
                Duration.ofMinutes(65),
                ended(0),
                () -> isAfter(Duration.ofMinutes(5)) ? new Outcome.Unavailable(REASON) : running());

    assertThat(run(7200).state()).isEqualTo(TaskState.SUCCEEDED);
  }

  @Test
  void a_defect_in_the_watch_still_deletes_the_group() throws Exception {
    inspects =
        () -> {
          throw new IllegalStateException("a bug");
        };

    TaskResult result = run(600);

    assertThat(result.state()).isEqualTo(TaskState.FAILED);
    assertThat(result.reason().type()).isEqualTo("InternalError");
    assertThat(calls).containsSubsequence("Inspect", "CollectLogs", "Delete");
  }

  @Test
  void a_log_that_cannot_be_fetched_is_tried_again_and_then_told() throws Exception {
    collects = () -> new CollectLogs.Outcome("file:log", REASON, false);

    TaskResult result = run(600);

    assertThat(result.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(result.logComplete()).isFalse();
    assertThat(Collections.frequency(calls, "CollectLogs")).isEqualTo(4);
  }

  @Test
  void a_delete_is_repeated_until_the_group_is_gone() throws Exception {
    deletes =
        () ->
            isAfter(Duration.ofMinutes(20))
                ? new DeleteContainerGroup.Outcome.Gone()
                : new DeleteContainerGroup.Outcome.StillThere(REASON);

    TaskResult result = run(600);

    assertThat(result.containerGroupDeleted()).isTrue();
    assertThat(Collections.frequency(calls, "Delete")).isBetween(20, 40);
  }

  @Test
  void a_group_that_cannot_be_deleted_is_told_after_an_hour() throws Exception {
    deletes = () -> new DeleteContainerGroup.Outcome.StillThere(REASON);

    TaskResult result = run(600);

    assertThat(result.containerGroupDeleted()).isFalse();
    assertThat(result.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(Duration.between(begin, lastCall)).isGreaterThan(Duration.ofMinutes(55));
  }

  @Test
  void a_long_task_costs_few_looks_and_keeps_every_history_short() throws Exception {
    inspects = () -> after(Duration.ofHours(6), ended(0), () -> running());

    TaskResult result = run(86_400);

    assertThat(result.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(Collections.frequency(calls, "Inspect")).isBetween(360, 420);
    assertThat(hub.longestHistory()).isLessThan(200);
  }

  @Test
  void what_is_no_task_fails_with_a_sentence_that_helps() throws Exception {
    hub.start(RunTask.NAME, "{\"image\":\"busybox\"}");

    InstanceState end = hub.until("root", s -> s.status().isTerminal());

    assertThat(end.status()).isEqualTo(RuntimeStatus.FAILED);
    assertThat(end.failure().errorMessage()).contains("POST /api/tasks");
  }

  private TaskResult run(long timeoutSeconds) throws InterruptedException {
    return run(timeoutSeconds, 3000);
  }

  private TaskResult run(long timeoutSeconds, long watchMillis) throws InterruptedException {
    hub.start(RunTask.NAME, input(timeoutSeconds, watchMillis));
    return result(hub.until("root", state -> state.status().isTerminal()));
  }

  private static String input(long timeoutSeconds) {
    return input(timeoutSeconds, 3000);
  }

  private static String input(long timeoutSeconds, long watchMillis) {
    ContainerTask task = Tasks.aTask().with(Limits.of(timeoutSeconds));
    return Json.write(new RunTaskInput(task, watchMillis, 60_000));
  }

  private void activity(String name, Supplier<Object> outcome) {
    hub.activity(
        name,
        call -> {
          calls.add(name.replace("ContainerGroup", ""));
          lastCall = name.equals(InspectContainerGroup.NAME) ? lastCall : hub.now();
          Object result = outcome.get();
          // The group's name goes through every activity as the orchestrator made it.
          assertThat(call.input()).contains("task-");
          return Json.write(Json.write(result));
        });
  }

  private Outcome after(Duration time, Outcome then, Supplier<Outcome> before) {
    return isAfter(time) ? then : before.get();
  }

  private Outcome after(Duration time, Outcome then) {
    return after(time, then, Outcome.Starting::new);
  }

  private boolean isAfter(Duration time) {
    return !hub.now().isBefore(begin.plus(time));
  }

  private static CreateContainerGroup.Outcome refused(AgainPolicy policy, Long retryAfter) {
    return new CreateContainerGroup.Outcome.Refused(REASON, policy, retryAfter);
  }

  private static Outcome running() {
    return new Outcome.Running(Instant.EPOCH);
  }

  private static Outcome ended(int exitCode) {
    return new Outcome.Terminated(exitCode, Instant.EPOCH, Instant.EPOCH, "Completed", null);
  }

  private static boolean isPhase(InstanceState state, TaskPhase phase) {
    return state.customStatus() != null && status(state).phase() == phase;
  }

  private static TaskStatus status(InstanceState state) {
    return Json.read(state.customStatus(), TaskStatus.class);
  }

  private static TaskResult result(InstanceState state) {
    assertThat(state.status()).as("%s", state).isEqualTo(RuntimeStatus.COMPLETED);
    return Json.read(state.output(), TaskResult.class);
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
