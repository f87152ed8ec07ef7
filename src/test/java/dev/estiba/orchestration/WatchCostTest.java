package dev.estiba.orchestration;

import static dev.estiba.orchestration.TaskWorld.ended;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.activity.InspectContainerGroup.Look;
import dev.estiba.activity.InspectContainerGroup.Outcome;
import dev.estiba.task.Limits;
import dev.estiba.task.TaskResult;
import dev.estiba.task.TaskState;
import dev.estiba.testing.Tasks;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often Azure is asked about a group, and how long the histories of its task are. */
class WatchCostTest {

  private final TaskWorld world = new TaskWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void an_hour_costs_at_most_100_reads_of_the_state_and_60_of_the_log() {
    world.inspects = TaskWorld::running;
    world.start(Tasks.aTask());

    world.hub.after(Duration.ofHours(1));

    System.out.println(
        "One hour: " + world.count("State") + " state reads, " + world.count("Log") + " log reads");
    assertThat(world.count("State")).isBetween(60, 100);
    assertThat(world.count("Log")).isBetween(30, 60);
  }

  @Test
  void a_container_of_two_seconds_costs_one_look_and_no_orchestration_but_its_own() {
    world.inspects = () -> world.after(Duration.ofSeconds(2), ended(0), TaskWorld::running);
    world.start(Tasks.aTask());
    world.hub.after(Duration.ofSeconds(2));

    world.nudge();

    assertThat(world.end().state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(world.hub.after(Duration.ofHours(1)))
        .extracting(state -> state.name())
        .containsExactly(RunTask.NAME);
    assertThat(world.calls).containsExactly("Create", "State", "Rest", "Delete");
  }

  @Test
  void the_log_of_a_container_that_runs_is_read_when_the_shortest_wait_is_over() {
    world.inspects = TaskWorld::running;
    world.start(Tasks.aTask());

    world.hub.after(Duration.ofMillis(3_100));

    assertThat(world.calls).containsExactly("Create", "State", "Log");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 24, 168, 720})
  void a_history_stays_short_however_long_the_task_runs(int hours) {
    world.inspects = () -> world.after(Duration.ofHours(hours), ended(0), TaskWorld::running);

    TaskResult result = world.run(Tasks.aTask().with(Limits.of(Limits.MAX_SECONDS + 3600)));

    System.out.println(
        hours
            + " h: longest history "
            + world.hub.longestHistory()
            + " events, "
            + world.count("State")
            + " state reads");
    assertThat(result.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(world.hub.longestHistory()).isLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 600})
  void a_log_that_grows_fast_is_read_before_azure_drops_lines_of_it(int secondsToStart) {
    // 1 MB a second: ACI's 4 MB are full after 4 s.
    Instant[] read = {secondsToStart == 0 ? world.begin : null};
    long[] most = {0};
    world.inspects =
        () -> {
          if (!world.isAfter(Duration.ofSeconds(secondsToStart))) {
            return new Outcome.Starting();
          }
          // What was written before the start was seen is not the log's plan's to save.
          read[0] = read[0] == null ? world.hub.now() : read[0];
          return TaskWorld.running();
        };
    world.newLogBytes =
        () -> {
          long fresh = Duration.between(read[0], world.hub.now()).toMillis() * 1000;
          read[0] = world.hub.now();
          most[0] = Math.max(most[0], fresh);
          return fresh;
        };
    world.start(Tasks.aTask());

    world.hub.after(Duration.ofHours(1));

    assertThat(world.count("Log")).isGreaterThan(0);
    assertThat(most[0]).isLessThan(4L * 1024 * 1024);
    assertThat(world.count("State")).as("only the log is read more often").isLessThan(101);
  }

  @ParameterizedTest
  @CsvSource({"10, 3", "100, 10", "300, 30", "600, 60", "86400, 60"})
  void the_wait_is_a_tenth_of_the_age_within_its_limits(long age, double wait) {
    WatchPlan plan = WatchPlan.from(world.begin, world.begin, 3_000, 60_000);
    Instant now = world.begin.plusSeconds(age);

    Instant next = plan.after(new Look(TaskWorld.running(), null), now, now, "any").nextState();

    assertThat(Duration.between(now, next).toMillis() / 1000.0).isBetween(wait * 0.95, wait);
  }

  @Test
  void two_tasks_of_the_same_age_are_not_read_at_the_same_moments() {
    WatchPlan plan = WatchPlan.from(world.begin, world.begin, 3_000, 60_000);
    Look look = new Look(TaskWorld.running(), null);
    Instant now = world.begin.plusSeconds(3600);

    WatchPlan one = plan.after(look, now, now, "one");
    WatchPlan two = plan.after(look, now, now, "two");

    assertThat(one.nextState()).isNotEqualTo(two.nextState());
    assertThat(one.nextState())
        .isBetween(world.begin.plusSeconds(3600 + 57), world.begin.plusSeconds(3600 + 60));
  }
}
