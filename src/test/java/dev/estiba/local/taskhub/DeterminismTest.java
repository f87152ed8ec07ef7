package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.OrchestratorFunction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance begins with one code and goes on with another. */
class DeterminismTest {

  private static final OrchestratorFunction<String> BEGINS =
      context -> {
        String loaded = context.callActivity("Load", String.class).await();
        context.waitForExternalEvent("go").await();
        return loaded;
      };

  @TempDir Path directory;

  private final TaskRegistry tasks =
      new TaskRegistry()
          .orchestrator("Voyage", BEGINS)
          .orchestrator("Other", context -> "other")
          .activity("Load", context -> "loaded")
          .activity("Unload", context -> "unloaded");
  private final VirtualTaskHub hub =
      new VirtualTaskHub(tasks, Instant.parse("2026-01-01T00:00:00Z"));

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void another_activity_is_told() {
    assertThat(failureWith(c -> c.callActivity("Unload", String.class).await()))
        .contains(
            "event 2 of the history of voyage",
            "records activity 'Load' (#0)",
            "the code asked for activity 'Unload'",
            "usual cause");
  }

  @Test
  void a_timer_in_the_place_of_an_activity_is_told() {
    assertThat(
            failureWith(
                context -> {
                  context.createTimer(Duration.ofDays(1)).await();
                  return "";
                }))
        .contains("records activity 'Load' (#0)", "the code asked for a timer");
  }

  @Test
  void a_child_in_the_place_of_an_activity_is_told() {
    assertThat(failureWith(c -> c.callSubOrchestrator("Other", null, String.class).await()))
        .contains("records activity 'Load' (#0)", "the code asked for sub-orchestration 'Other'");
  }

  @Test
  void code_that_ends_early_is_told() {
    assertThat(failureWith(context -> "nothing to do"))
        .contains("records activity 'Load' (#0)", "the code ended");
  }

  @Test
  void code_that_waits_for_something_else_first_is_told() {
    assertThat(
            failureWith(
                context -> {
                  context.waitForExternalEvent("never").await();
                  return context.callActivity("Load", String.class).await();
                }))
        .contains("records activity 'Load' (#0)", "the code did not ask for it");
  }

  @Test
  void code_that_throws_fails_with_its_own_exception() {
    assertThat(
            failureWith(
                context -> {
                  throw new IllegalStateException("no such harbour");
                }))
        .isEqualTo("no such harbour");
  }

  @Test
  void code_that_does_the_same_in_other_words_goes_on() {
    begin();
    tasks.orchestrator(
        "Voyage",
        context -> {
          var load = context.callActivity("Load", String.class);
          String loaded = load.await();
          context.waitForExternalEvent("go").await();
          return loaded + " and more";
        });

    hub.client().raiseEvent("voyage", "go", null);

    assertThat(hub.runToEnd("voyage").output()).isEqualTo("\"loaded and more\"");
  }

  @Test
  void a_replayer_tells_the_same_of_a_history_in_a_file() throws Exception {
    begin();
    hub.client().raiseEvent("voyage", "go", null);
    hub.runToEnd("voyage");
    Path file = directory.resolve("voyage.txt");
    GoldenHistory.write(file, hub.client().history("voyage"));
    List<HistoryEvent> golden = GoldenHistory.read(file);

    assertThat(golden).isEqualTo(hub.client().history("voyage"));
    assertThat(difference(golden, BEGINS)).isEmpty();
    assertThat(difference(golden, context -> "")).get().asString().contains("activity 'Load'");
    assertThat(
            difference(
                golden,
                context -> {
                  String loaded = context.callActivity("Load", String.class).await();
                  context.waitForExternalEvent("go").await();
                  return loaded + "!";
                }))
        .get()
        .asString()
        .contains("how it ended");
    assertThat(
            difference(
                golden,
                context -> {
                  String loaded = context.callActivity("Load", String.class).await();
                  context.callActivity("Unload").await();
                  return loaded;
                }))
        .get()
        .asString()
        .contains("asks for more", "activity 'Unload' (#1)");
  }

  private static java.util.Optional<String> difference(
      List<HistoryEvent> history, OrchestratorFunction<String> code) throws Exception {
    return new HistoryReplayer(new TaskRegistry().orchestrator("Voyage", code)).difference(history);
  }

  /** Begins a voyage that waits for an event. */
  private void begin() {
    hub.client().schedule(new NewInstance("Voyage", "voyage", null, null));
    hub.runUntilIdle();
  }

  private String failureWith(OrchestratorFunction<String> changed) {
    begin();
    tasks.orchestrator("Voyage", changed);
    hub.client().raiseEvent("voyage", "go", null);
    InstanceState end = hub.runToEnd("voyage");
    assertThat(end.status()).isEqualTo(RuntimeStatus.FAILED);
    return end.failure().errorMessage();
  }
}
