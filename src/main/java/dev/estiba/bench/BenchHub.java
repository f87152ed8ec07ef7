package dev.estiba.bench;

import dev.estiba.local.taskhub.InstanceState;
import dev.estiba.local.taskhub.NewInstance;
import dev.estiba.local.taskhub.RuntimeStatus;
import dev.estiba.local.taskhub.TaskHub;
import dev.estiba.local.taskhub.TaskHubClient;
import dev.estiba.local.taskhub.TaskHubOptions;
import dev.estiba.local.taskhub.TaskRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A task hub with the usual options, on a file of its own. Thread-safe. */
final class BenchHub implements AutoCloseable {

  /** Nothing that is measured takes that long, unless it has got stuck. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final TaskHub hub;

  private BenchHub(TaskHub hub) {
    this.hub = hub;
  }

  /** Opened, but not yet started. */
  static BenchHub open(Path folder, TaskRegistry code) {
    return new BenchHub(TaskHub.open(options(folder), code));
  }

  static BenchHub start(Path folder, TaskRegistry code) {
    BenchHub hub = open(folder, code);
    hub.start();
    return hub;
  }

  /** For workers that connect to its port; it runs nothing itself. */
  static BenchHub startForWorkers(Path folder) {
    TaskHubOptions options = options(folder).withExternalWorkers(true);
    BenchHub hub = new BenchHub(TaskHub.open(options, new TaskRegistry()));
    hub.start();
    return hub;
  }

  private static TaskHubOptions options(Path folder) {
    return TaskHubOptions.of(folder.resolve("taskhub.db"));
  }

  void start() {
    hub.start();
  }

  int port() {
    return hub.port();
  }

  TaskHubClient client() {
    return hub.client();
  }

  /** Schedules an orchestration and returns when it is known to have completed. */
  void run(String orchestrator, @Nullable String input) throws Exception {
    awaitCompletion(hub.client().schedule(new NewInstance(orchestrator, null, input, null)));
  }

  /**
   * @throws IllegalStateException if the instance ends otherwise
   */
  void awaitCompletion(String instanceId) throws Exception {
    InstanceState end =
        hub.client().whenEnded(instanceId).get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    if (end.status() != RuntimeStatus.COMPLETED) {
      throw new IllegalStateException("Instance " + instanceId + " ended " + end);
    }
  }

  @Override
  public void close() {
    hub.close();
  }
}
