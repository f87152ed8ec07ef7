package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A task hub on a file of its own, and words to speak about it. */
abstract class TaskHubTestCase {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  TestExecutor executor = new TestExecutor();
  TaskHub hub;
  TaskHubClient client;

  /** What a test class wants different. */
  TaskHubOptions options() {
    return TaskHubOptions.of(directory.resolve("hub.db"))
        .withConcurrency(4, 2)
        .withCloseTimeout(Duration.ofMillis(500));
  }

  @BeforeEach
  void open_the_hub() {
    openHub();
  }

  @AfterEach
  void close_the_hub() {
    hub.close();
  }

  void openHub() {
    openWithoutStart();
    hub.start();
  }

  void openWithoutStart() {
    hub = TaskHub.open(options(), executor);
    client = hub.client();
  }

  void crashAndReopen() {
    hub.kill();
    openHub();
  }

  String start(String name) {
    return start(name, null, null);
  }

  String start(String name, @Nullable String id, @Nullable String input) {
    return client.schedule(new NewInstance(name, id, input, null));
  }

  InstanceState state(String id) {
    return client.find(id).orElseThrow();
  }

  InstanceState awaitState(String id, Predicate<InstanceState> condition) {
    return await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> state(id), condition);
  }

  InstanceState awaitEnd(String id) {
    return awaitState(id, state -> state.status().isTerminal());
  }

  InstanceState awaitStatus(String id, RuntimeStatus status) {
    return awaitState(id, state -> state.status() == status);
  }

  void awaitCompletedWith(String id, @Nullable String output) {
    InstanceState end = awaitEnd(id);
    assertThat(end.status()).as("%s", end).isEqualTo(RuntimeStatus.COMPLETED);
    assertThat(end.output()).isEqualTo(output);
  }

  /** Waits until every turn that could be dispatched by now has been. */
  void awaitIdle() {
    executor.orchestrator("Barrier", context -> null);
    for (int i = 0; i < options().maxConcurrentOrchestrators() * 2; i++) {
      awaitEnd(start("Barrier"));
    }
  }

  List<HistoryEvent> history(String id, EventTypeCase type) {
    return client.history(id).stream().filter(e -> e.getEventTypeCase() == type).toList();
  }

  List<EventTypeCase> eventTypes(String id) {
    return client.history(id).stream().map(HistoryEvent::getEventTypeCase).toList();
  }

  static InstanceQuery all() {
    return new InstanceQuery(Set.of(), null, null, null, 100, null, true);
  }
}
