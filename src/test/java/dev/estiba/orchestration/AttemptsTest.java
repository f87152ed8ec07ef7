package dev.estiba.orchestration;

import static dev.estiba.orchestration.TaskWorld.PRICE;
import static dev.estiba.orchestration.TaskWorld.REASON;
import static dev.estiba.orchestration.TaskWorld.ended;
import static dev.estiba.orchestration.TaskWorld.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.activity.AgainPolicy;
import dev.estiba.activity.CreateContainerGroup;
import dev.estiba.activity.CreateContainerGroup.Outcome.Created;
import dev.estiba.activity.InspectContainerGroup.Outcome;
import dev.estiba.activity.KeepContainerGroup;
import dev.estiba.task.Attempt;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Keep;
import dev.estiba.task.Limits;
import dev.estiba.task.Priority;
import dev.estiba.task.Reason;
import dev.estiba.task.Retry;
import dev.estiba.task.TaskPhase;
import dev.estiba.task.TaskResult;
import dev.estiba.task.TaskState;
import dev.estiba.task.TaskStatus;
import dev.estiba.testing.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queues, retries, other places, and what is kept. */
class AttemptsTest {

  private static final Reason PREEMPTED = new Reason("Preempted", null, "evicted", "wait.");

  private final TaskWorld world = new TaskWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_quota_is_waited_for_and_told_meanwhile() {
    world.creates =
        input ->
            world.isAfter(Duration.ofMinutes(40)) ? new Created() : refused(AgainPolicy.WAIT, null);
    world.start(aTask(7200));

    TaskStatus queued = world.until(TaskPhase.QUEUED);
    TaskResult result = world.end();

    assertThat(queued.reason()).isEqualTo(REASON);
    assertThat(result.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(world.count("Create")).isBetween(10, 20);
  }

  @Test
  void a_night_in_the_queue_keeps_the_history_short_and_the_time_that_it_began() {
    world.creates =
        input ->
            world.isAfter(Duration.ofHours(10)) ? new Created() : refused(AgainPolicy.WAIT, null);
    world.start(aTask(86_400));
    world.until(TaskPhase.QUEUED);
    world.hub.after(Duration.ofHours(9));

    TaskStatus queued = world.until(TaskPhase.QUEUED);
    TaskResult result = world.end();

    assertThat(queued.since()).isBefore(world.begin.plusSeconds(5));
    assertThat(result.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(result.attempts()).hasSize(1);
    assertThat(world.hub.longestHistory()).isLessThan(200);
  }

  @Test
  void azure_is_asked_again_when_it_said_it_may_be() {
    world.creates =
        input ->
            world.isAfter(Duration.ofSeconds(99)) ? new Created() : refused(AgainPolicy.WAIT, 100L);

    world.run(aTask(600));

    assertThat(world.count("Create")).isEqualTo(2);
  }

  @Test
  void a_task_that_failed_is_run_again_in_another_group_after_a_growing_wait() {
    world.inspects = () -> ended(world.count("Create"));

    TaskResult result = world.run(aTask(86_400).with(retry(3)));

    assertThat(result.state()).isEqualTo(TaskState.FAILED);
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.attempts()).extracting(Attempt::exitCode).containsExactly(1, 2, 3);
    assertThat(result.attempts()).extracting(Attempt::number).containsExactly(1, 2, 3);
    assertThat(names(result)).hasSize(3);
    assertThat(Duration.between(world.begin, world.lastChange))
        .isBetween(Duration.ofSeconds(10 + 20), Duration.ofSeconds(40));
    assertThat(world.count("Delete")).isEqualTo(3);
  }

  @Test
  void a_success_ends_the_attempts_and_all_of_them_are_paid() {
    world.inspects =
        () ->
            world.isAfter(Duration.ofSeconds(100 * world.count("Create")))
                ? ended(world.count("Create") == 1 ? 1 : 0)
                : new Outcome.Starting();

    TaskResult result = world.run(aTask(86_400).with(retry(3)));

    assertThat(result.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(result.attempts()).hasSize(2);
    assertThat(result.cost().amount())
        .isEqualTo(result.attempts().stream().mapToDouble(a -> a.cost().amount()).sum());
  }

  @Test
  void the_wait_before_the_next_attempt_is_told_with_its_reason() {
    world.inspects = () -> ended(7);
    world.start(aTask(86_400).with(retry(2)));

    TaskStatus retrying = world.until(TaskPhase.RETRYING);

    assertThat(retrying.attempt()).isEqualTo(2);
    assertThat(retrying.reason().message()).contains("exited with 7");
  }

  @ParameterizedTest
  @CsvSource({
    "3, Error, 3, '', 2",
    "4, Error, 3, '', 1",
    "137, OOMKilled, 3, '', 1",
    "137, OOMKilled, 137, Preempted, 2",
    "3, Error, '', OutOfMemory, 1",
    "137, OOMKilled, '', OutOfMemory, 2",
    "3, Error, 3, OutOfMemory, 2",
    "7147, Error, '', Maintenance, 2"
  })
  void a_task_says_what_is_worth_another_attempt(
      int exitCode, String detail, String onExitCodes, String onFailures, int attempts) {
    world.inspects = () -> ended(exitCode, detail);
    Retry retry =
        new Retry(
            2,
            1,
            1,
            onExitCodes.isEmpty() ? List.of() : List.of(Integer.valueOf(onExitCodes)),
            onFailures.isEmpty() ? List.of() : List.of(onFailures));

    assertThat(world.run(aTask(600).with(retry)).attempts()).hasSize(attempts);
  }

  @Test
  void what_would_be_refused_again_is_not_tried_again() {
    Reason denied = new Reason("RegistryDenied", null, "no", "yes.");
    world.inspects = () -> new Outcome.ProvisioningFailed(denied, AgainPolicy.FAIL);

    assertThat(world.run(aTask(600).with(retry(5))).attempts()).hasSize(1);
  }

  @Test
  void a_create_that_is_refused_for_good_is_not_asked_for_again() {
    world.creates = input -> refused(AgainPolicy.FAIL, null);

    assertThat(world.run(aTask(86_400).with(retry(9))).attempts()).hasSize(1);
  }

  @Test
  void a_defect_is_met_once() {
    world.inspects =
        () -> {
          throw new IllegalStateException("a bug");
        };

    assertThat(world.run(aTask(86_400).with(retry(9))).attempts()).hasSize(1);
  }

  @Test
  void many_places_without_capacity_keep_the_history_short() {
    world.candidates =
        regions(
            Priority.REGULAR,
            "abcdefghijklmnopqrstuv".chars().mapToObj(c -> "" + (char) c).toArray(String[]::new));
    world.creates =
        input ->
            world.isAfter(Duration.ofHours(3))
                ? new Created()
                : refused(AgainPolicy.OTHER_REGION, null);

    TaskResult result = world.run(aTask(86_400));

    assertThat(result.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(world.hub.longestHistory()).isLessThan(200);
  }

  @Test
  void an_attempt_that_could_begin_only_after_the_tasks_time_is_not_waited_for() {
    world.inspects = () -> ended(1);

    TaskResult result = world.run(aTask(60).with(new Retry(5, 100, 100, List.of(), List.of())));

    assertThat(result.state()).isEqualTo(TaskState.FAILED);
    assertThat(result.attempts()).hasSize(1);
  }

  @Test
  void many_attempts_keep_every_history_short() {
    world.inspects = () -> ended(1);

    TaskResult result = world.run(aTask(86_400).with(retry(Retry.MAX_ATTEMPTS)));

    assertThat(result.attempts()).hasSize(Retry.MAX_ATTEMPTS);
    assertThat(world.hub.longestHistory()).isLessThan(100);
  }

  @Test
  void a_region_without_capacity_is_left_for_the_next_one() {
    world.candidates = regions(Priority.REGULAR, "a", "b", "c");
    world.creates =
        input ->
            input.location().equals("c") ? new Created() : refused(AgainPolicy.OTHER_REGION, null);

    TaskResult result = world.run(aTask(600));

    assertThat(result.attempts()).extracting(Attempt::location).containsExactly("c");
    assertThat(world.count("Create")).isEqualTo(3);
    assertThat(world.lastChange).isBefore(world.begin.plusSeconds(4));
  }

  @Test
  void with_no_region_left_it_waits_and_tries_them_again() {
    world.candidates = regions(Priority.REGULAR, "a", "b");
    world.creates =
        input ->
            world.isAfter(Duration.ofMinutes(30)) && input.location().equals("b")
                ? new Created()
                : refused(AgainPolicy.OTHER_REGION, null);
    world.start(aTask(86_400));

    TaskStatus queued = world.until(TaskPhase.QUEUED);

    assertThat(queued.reason()).isEqualTo(REASON);
    assertThat(world.end().attempts()).extracting(Attempt::location).containsExactly("b");
  }

  @Test
  void a_region_that_finds_out_later_that_it_has_no_capacity_costs_no_attempt_of_the_tasks() {
    world.candidates = regions(Priority.REGULAR, "a", "b");
    world.inspects =
        () ->
            world.count("Create") == 1
                ? new Outcome.ProvisioningFailed(REASON, AgainPolicy.OTHER_REGION)
                : ended(0);

    TaskResult result = world.run(aTask(600));

    assertThat(result.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(result.attempts()).extracting(Attempt::location).containsExactly("a", "b");
    assertThat(result.containerGroupDeleted()).isTrue();
  }

  @Test
  void a_spot_group_that_azure_took_away_is_followed_by_a_regular_one() {
    List<Candidate> places = new ArrayList<>(regions(Priority.SPOT, "a", "b"));
    places.addAll(regions(Priority.REGULAR, "a", "b"));
    world.candidates = places;
    world.inspects = () -> world.count("Create") == 1 ? new Outcome.Preempted(PREEMPTED) : ended(0);

    TaskResult result = world.run(aTask(600));

    assertThat(result.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(result.attempts())
        .extracting(Attempt::priority)
        .containsExactly(Priority.SPOT, Priority.REGULAR);
    assertThat(result.attempts().get(0).reason()).isEqualTo(PREEMPTED);
  }

  @Test
  void a_spot_group_without_a_fallback_fails_when_azure_takes_it_away() {
    world.candidates = regions(Priority.SPOT, "a");
    world.inspects = () -> new Outcome.Preempted(PREEMPTED);

    TaskResult result = world.run(aTask(600));

    assertThat(result.state()).isEqualTo(TaskState.FAILED);
    assertThat(result.reason()).isEqualTo(PREEMPTED);
  }

  @ParameterizedTest
  @CsvSource({"NEVER, 1, false", "ON_FAILURE, 0, false", "ON_FAILURE, 1, true", "ALWAYS, 0, true"})
  void a_group_may_outlive_its_task(Keep.When when, int exitCode, boolean kept) {
    world.inspects = () -> ended(exitCode);

    TaskResult result = world.run(aTask(600).with(new Keep(when, 3600)));

    Attempt attempt = result.attempts().get(0);
    assertThat(world.count("Keep")).isEqualTo(kept ? 1 : 0);
    assertThat(world.count("Delete")).isEqualTo(kept ? 0 : 1);
    assertThat(result.containerGroupDeleted()).isEqualTo(!kept);
    if (kept) {
      assertThat(attempt.keptUntil())
          .isBetween(world.begin.plusSeconds(3600), world.begin.plusSeconds(3610));
    }
  }

  @Test
  void of_several_attempts_only_the_last_ones_group_is_kept() {
    world.inspects = () -> ended(1);

    TaskResult result =
        world.run(aTask(600).with(retry(3)).with(new Keep(Keep.When.ON_FAILURE, 3600)));

    assertThat(world.count("Delete")).isEqualTo(2);
    assertThat(world.count("Keep")).isEqualTo(1);
    assertThat(result.attempts().get(2).keptUntil()).isNotNull();
  }

  @Test
  void a_group_that_cannot_be_kept_safely_is_deleted() {
    world.keeps = () -> new KeepContainerGroup.Outcome(false);

    TaskResult result = world.run(aTask(600).with(new Keep(Keep.When.ALWAYS, 3600)));

    assertThat(result.containerGroupDeleted()).isTrue();
    assertThat(result.warnings()).anyMatch(warning -> warning.contains("be kept"));
  }

  @Test
  void the_same_instance_run_another_time_has_other_groups() {
    Set<String> names = new HashSet<>();
    world.creates =
        input -> {
          names.add(input.ref().containerGroup());
          return new CreateContainerGroup.Outcome.Created();
        };
    world.run(aTask(600));
    world.hub.after(Duration.ofSeconds(1));

    world.hub.restart("root");
    world.end();

    assertThat(names).hasSize(2);
  }

  private static Set<String> names(TaskResult result) {
    Set<String> names = new HashSet<>();
    result.attempts().forEach(attempt -> names.add(attempt.containerGroup()));
    return names;
  }

  private static List<Candidate> regions(Priority priority, String... locations) {
    List<Candidate> candidates = new ArrayList<>();
    for (String location : locations) {
      candidates.add(new Candidate(location, priority, PRICE));
    }
    return candidates;
  }

  private static Retry retry(int maxAttempts) {
    return new Retry(maxAttempts, 10, 600, List.of(), List.of());
  }

  private static ContainerTask aTask(long timeoutSeconds) {
    return Tasks.aTask().with(Limits.of(timeoutSeconds));
  }
}
