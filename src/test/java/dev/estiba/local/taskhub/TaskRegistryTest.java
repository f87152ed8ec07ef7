package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code as the SDK has it, and what the hub makes good in how the SDK runs it. */
class TaskRegistryTest {

  record Ship(String name, int containers) {}

  private final TaskRegistry tasks = new TaskRegistry();
  private final VirtualTaskHub hub =
      new VirtualTaskHub(tasks, Instant.parse("2026-01-01T00:00:00Z"));

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void inputs_and_results_are_objects() {
    tasks.activity(
        "Load",
        context -> {
          Ship ship = context.getInput(Ship.class);
          return new Ship(ship.name(), ship.containers() + 1);
        });
    tasks.orchestrator(
        "Voyage",
        context -> context.callActivity("Load", context.getInput(Ship.class), Ship.class).await());

    InstanceState end = run("Voyage", "{\"name\":\"Ines\",\"containers\":1}");

    assertThat(end.output()).isEqualTo("{\"name\":\"Ines\",\"containers\":2}");
  }

  @Test
  void an_orchestration_that_returns_without_a_result_completes() {
    tasks.activity("Load", context -> 1);
    tasks.orchestration("Voyage", context -> context.callActivity("Load").await());

    assertThat(run("Voyage", null).status()).isEqualTo(RuntimeStatus.COMPLETED);
  }

  @Test
  void what_an_orchestration_leaves_without_awaiting_it_is_done() {
    tasks.activity("Load", context -> 1);
    tasks.orchestration("Leaves", context -> context.callActivity("Load"));

    InstanceState end = run("Leaves", null);

    assertThat(end.status()).isEqualTo(RuntimeStatus.COMPLETED);
    assertThat(hub.client().history(end.instanceId())).anyMatch(event -> event.hasTaskScheduled());
  }

  @Test
  void a_result_that_does_not_fit_fails_the_instance_and_says_which() {
    tasks.activity("Count", context -> "many");
    tasks.orchestrator("Counts", context -> context.callActivity("Count", Integer.class).await());

    InstanceState end = run("Counts", null);

    assertThat(end.status()).isEqualTo(RuntimeStatus.FAILED);
    assertThat(end.failure().errorType()).isEqualTo(ResultTypes.ERROR_TYPE);
    assertThat(end.failure().errorMessage())
        .contains("The result of activity 'Count'", "\"many\"", "java.lang.Integer");
  }

  @Test
  void a_result_among_others_that_does_not_fit_fails_the_instance_too() {
    tasks.activity("Count", context -> context.getInput(Integer.class) == 0 ? "none" : 1);
    tasks.orchestrator(
        "Counts",
        context -> {
          List<Task<Integer>> counts =
              List.of(
                  context.callActivity("Count", 0, Integer.class),
                  context.callActivity("Count", 1, Integer.class));
          return context.allOf(counts).await().size();
        });

    InstanceState end = run("Counts", null);

    assertThat(end.status()).isEqualTo(RuntimeStatus.FAILED);
    assertThat(end.failure().errorMessage()).contains("'Count'", "\"none\"");
  }

  @Test
  void an_event_that_does_not_fit_fails_the_instance() {
    tasks.orchestrator(
        "Waits", context -> context.waitForExternalEvent("weight", Integer.class).await());
    String id = start("Waits", null);
    hub.runUntilIdle();

    hub.client().raiseEvent(id, "weight", "\"heavy\"");

    InstanceState end = hub.runToEnd(id);
    assertThat(end.status()).isEqualTo(RuntimeStatus.FAILED);
    assertThat(end.failure().errorMessage()).contains("The external event 'weight'", "\"heavy\"");
  }

  @Test
  void an_event_that_does_not_fit_fails_the_instance_also_after_a_restart(@TempDir Path directory) {
    tasks.orchestrator(
        "Waits", context -> context.waitForExternalEvent("weight", Integer.class).await());
    TaskHubOptions options = TaskHubOptions.of(directory.resolve("hub.db"));
    try (TaskHub first = TaskHub.open(options, tasks)) {
      first.start();
      first.client().schedule(new NewInstance("Waits", "scale", null, null));
    }

    try (TaskHub second = TaskHub.open(options, tasks)) {
      second.start();
      second.client().raiseEvent("scale", "weight", "\"heavy\"");

      assertThat(second.client().whenEnded("scale").join().failure().errorMessage())
          .contains("'weight'");
    }
  }

  @Test
  void whoever_waits_for_an_event_after_a_fitting_result_goes_on_waiting() {
    tasks.activity("Count", context -> 7);
    tasks.orchestrator(
        "Waits",
        context -> {
          int count = context.callActivity("Count", Integer.class).await();
          return count + context.waitForExternalEvent("more", Integer.class).await();
        });
    String id = start("Waits", null);
    hub.client().raiseEvent(id, "other", "\"not asked for\"");
    hub.advance(Duration.ofMinutes(1));
    assertThat(hub.client().find(id).orElseThrow().status()).isEqualTo(RuntimeStatus.RUNNING);

    hub.client().raiseEvent(id, "more", "3");

    assertThat(hub.runToEnd(id).output()).isEqualTo("10");
  }

  private InstanceState run(String name, String input) {
    return hub.runToEnd(start(name, input));
  }

  private String start(String name, String input) {
    return hub.client().schedule(new NewInstance(name, null, input, null));
  }
}
