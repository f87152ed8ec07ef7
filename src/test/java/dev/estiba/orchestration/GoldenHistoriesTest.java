package dev.estiba.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import dev.estiba.activity.CollectLogs;
import dev.estiba.activity.CreateContainerGroup;
import dev.estiba.activity.DeleteContainerGroup;
import dev.estiba.activity.InspectContainerGroup;
import dev.estiba.activity.InspectContainerGroup.Outcome;
import dev.estiba.local.taskhub.GoldenHistory;
import dev.estiba.local.taskhub.HistoryReplayer;
import dev.estiba.local.taskhub.InstanceState;
import dev.estiba.local.taskhub.TaskRegistry;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Json;
import dev.estiba.task.Limits;
import dev.estiba.testing.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  private static TaskRegistry today() {
    return new TaskRegistry()
        .orchestrator(RunTask.NAME, RunTask::run)
        .orchestrator(WatchContainerGroup.NAME, WatchContainerGroup::run);
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
    record("succeeded", 600, Duration.ofMinutes(3), Duration.ofHours(1));
    record("timed-out", 60, Duration.ofDays(1), Duration.ofHours(1));
    record("still-running", 86_400, Duration.ofDays(1), Duration.ofHours(2));
  }

  private static void record(
      String name, long timeoutSeconds, Duration containerRuns, Duration watched)
      throws IOException {
    try (VirtualHub hub = new VirtualHub()) {
      Instant end = hub.now().plus(containerRuns);
      hub.orchestrator(RunTask.NAME, context -> context.complete(RunTask.run(context)));
      hub.orchestrator(
          WatchContainerGroup.NAME, context -> context.complete(WatchContainerGroup.run(context)));
      answer(hub, CreateContainerGroup.NAME, CreateContainerGroup.Outcome.Created::new);
      answer(hub, InspectContainerGroup.NAME, () -> look(hub.now(), end));
      answer(hub, CollectLogs.NAME, () -> new CollectLogs.Outcome("file:log", null, false));
      answer(hub, DeleteContainerGroup.NAME, DeleteContainerGroup.Outcome.Gone::new);
      hub.start(RunTask.NAME, input(timeoutSeconds));
      int number = 0;
      for (InstanceState state : hub.after(watched)) {
        String file = name + "-" + ++number + "-" + state.name() + ".txt";
        GoldenHistory.write(HISTORIES.resolve(file), hub.history(state.instanceId()));
      }
    }
  }

  private static void answer(VirtualHub hub, String activity, Supplier<Object> outcome) {
    hub.activity(activity, call -> Json.write(Json.write(outcome.get())));
  }

  private static Outcome look(Instant now, Instant end) {
    return now.isBefore(end)
        ? new Outcome.Running(Instant.EPOCH)
        : new Outcome.Terminated(0, Instant.EPOCH, Instant.EPOCH, "Completed", null);
  }

  private static String input(long timeoutSeconds) {
    ContainerTask task = Tasks.aTask().with(Limits.of(timeoutSeconds));
    return Json.write(new RunTaskInput(task, 3000, 60_000));
  }
}
