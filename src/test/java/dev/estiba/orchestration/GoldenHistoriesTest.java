package dev.estiba.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import dev.estiba.activity.AgainPolicy;
import dev.estiba.activity.DeleteContainerGroup;
import dev.estiba.activity.InspectContainerGroup.Outcome;
import dev.estiba.local.taskhub.GoldenHistory;
import dev.estiba.local.taskhub.HistoryReplayer;
import dev.estiba.local.taskhub.InstanceState;
import dev.estiba.local.taskhub.TaskRegistry;
import dev.estiba.pipeline.StepProgress;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Limits;
import dev.estiba.task.Retry;
import dev.estiba.testing.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tasks that began with the code of some release have to go on with the code of today. A history
 * that does not replay any more breaks every such task: give the orchestrator a new name rather
 * than record it anew.
 */
class GoldenHistoriesTest {

  private static final Path HISTORIES = Path.of("src/test/resources/histories");

  /** They are recorded by themselves. */
  private static final Set<String> OF_TASKS =
      Set.of(RunTask.NAME, WatchContainerGroup.NAME, CloseContainerGroup.NAME);

  private static final String PIPELINE =
      """
      steps:
        - {name: extract, task: {image: x}}
        - name: transform
          needs: extract
          batch: {items: "${{ steps.extract.outputs.files }}", maxParallel: 2, task: {image: x}}
        - {name: approve, needs: transform, approval: {}}
        - name: load
          needs: approve
          pipeline: {steps: [{name: insert, task: {image: x}}]}
        - {name: cleanup, needs: load, if: always(), task: {image: x}}
      """;

  private static TaskRegistry today() {
    return new TaskRegistry()
        .orchestrator(RunTask.NAME, RunTask::run)
        .orchestrator(WatchContainerGroup.NAME, WatchContainerGroup::run)
        .orchestrator(CloseContainerGroup.NAME, CloseContainerGroup::run)
        .orchestrator(RunBatch.NAME, RunBatch::run)
        .orchestrator(RunBatchLane.NAME, RunBatchLane::run)
        .orchestrator(RunPipeline.NAME, RunPipeline::run);
  }

  static List<Path> histories() throws IOException {
    try (Stream<Path> files = Files.list(HISTORIES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("histories")
  void tasks_of_the_past_go_on_with_the_code_of_today(Path file) throws Exception {
    List<HistoryEvent> history = GoldenHistory.read(file);

    assertThat(new HistoryReplayer(today()).difference(history)).isEmpty();
  }

  @Test
  void code_that_asks_for_something_else_is_told() throws Exception {
    List<HistoryEvent> history = GoldenHistory.read(HISTORIES.resolve("succeeded-1-RunTask.txt"));
    TaskRegistry changed =
        new TaskRegistry()
            .orchestrator(
                RunTask.NAME,
                context -> {
                  context.callActivity("SomethingNew").await();
                  return RunTask.run(context);
                });

    assertThat(new HistoryReplayer(changed).difference(history))
        .hasValueSatisfying(
            difference ->
                assertThat(difference)
                    .contains("Event 2 ", "records a timer", "activity 'SomethingNew' (#0)"));
  }

  /** Run with -Dhistories.record=true when there is a new way through the orchestrators. */
  @Test
  @EnabledIfSystemProperty(named = "histories.record", matches = "true")
  void record_them() throws Exception {
    Files.createDirectories(HISTORIES);
    Duration aDay = Duration.ofDays(1);
    record(
        "succeeded",
        aTask(600),
        world -> world.inspects = runsFor(world, Duration.ofMinutes(3), 0));
    record("timed-out", aTask(60), world -> world.inspects = runsFor(world, aDay, 0));
    record("still-running", aTask(86_400), world -> world.inspects = runsFor(world, aDay, 0));
    record(
        "queued",
        aTask(86_400),
        world -> world.creates = input -> TaskWorld.refused(AgainPolicy.WAIT, null));
    record(
        "retried",
        aTask(600).with(new Retry(3, 10, 60, List.of(), List.of())),
        world -> world.inspects = runsFor(world, Duration.ofMinutes(1), 1));
    record(
        "not-deleted",
        aTask(600),
        world ->
            world.deletes = () -> new DeleteContainerGroup.Outcome.StillThere(TaskWorld.REASON));
  }

  /** As above, for a new way through those of batches and pipelines. */
  @Test
  @EnabledIfSystemProperty(named = "histories.record", matches = "true")
  void record_pipelines() throws Exception {
    recordPipeline("pipeline-approved", RunPipeline.APPROVE_EVENT);
    recordPipeline("pipeline-rejected", RunPipeline.REJECT_EVENT);
    recordPipeline("pipeline-cancelled", RunPipeline.CANCEL_EVENT);
  }

  /** The event comes when somebody is to decide. */
  private static void recordPipeline(String name, String event) throws IOException {
    try (PipelineWorld world = new PipelineWorld()) {
      world.outputs.put(".extract", Map.of("files", "[1, 2, 3]"));
      world.tasks.durations = task -> Duration.ofSeconds(10);
      world.start(PIPELINE);
      world.until("approve", StepProgress.WAITING_FOR_APPROVAL);
      world.decide(event, "approve");
      int number = 0;
      for (InstanceState state : world.hub.after(Duration.ofHours(1))) {
        if (!OF_TASKS.contains(state.name())) {
          String file = name + "-" + ++number + "-" + state.name() + ".txt";
          GoldenHistory.write(HISTORIES.resolve(file), world.hub.history(state.instanceId()));
        }
      }
    }
  }

  private static ContainerTask aTask(long timeoutSeconds) {
    return Tasks.aTask().with(Limits.of(timeoutSeconds));
  }

  private static void record(String name, ContainerTask task, Script script) throws IOException {
    try (TaskWorld world = new TaskWorld()) {
      script.write(world);
      world.start(task);
      int number = 0;
      for (InstanceState state : world.hub.after(Duration.ofHours(2))) {
        String file = name + "-" + ++number + "-" + state.name() + ".txt";
        GoldenHistory.write(HISTORIES.resolve(file), world.hub.history(state.instanceId()));
      }
    }
  }

  /** What Azure does. */
  private interface Script {
    void write(TaskWorld world);
  }

  private static Supplier<Outcome> runsFor(TaskWorld world, Duration time, int exitCode) {
    return () -> world.after(time, TaskWorld.ended(exitCode), TaskWorld::running);
  }
}
