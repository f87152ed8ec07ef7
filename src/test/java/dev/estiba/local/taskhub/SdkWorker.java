package dev.estiba.local.taskhub;

import com.microsoft.durabletask.DurableTaskGrpcWorker;
import com.microsoft.durabletask.DurableTaskGrpcWorkerBuilder;
import com.microsoft.durabletask.TaskActivity;
import com.microsoft.durabletask.TaskActivityFactory;
import com.microsoft.durabletask.TaskOrchestration;
import com.microsoft.durabletask.TaskOrchestrationFactory;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The SDK's own worker. It has one thread, which takes one item after the other; the SDK itself
 * never ends that thread.
 */
final class SdkWorker implements AutoCloseable {

  private final DurableTaskGrpcWorker worker;
  private final Thread thread;

  private SdkWorker(DurableTaskGrpcWorker worker) {
    this.worker = worker;
    this.thread = new Thread(worker::startAndBlock, "sdk-worker");
    thread.setDaemon(true);
  }

  static SdkWorker start(int port, Consumer<Tasks> registration) {
    Tasks tasks = new Tasks(new DurableTaskGrpcWorkerBuilder().port(port));
    registration.accept(tasks);
    SdkWorker worker = new SdkWorker(tasks.builder.build());
    worker.thread.start();
    return worker;
  }

  /** As a program would: the connection is closed, whatever the thread is at. */
  void stop() {
    worker.stop();
  }

  @Override
  public void close() {
    stop();
    thread.interrupt();
  }

  /** What a worker can do. */
  static final class Tasks {
    private final DurableTaskGrpcWorkerBuilder builder;

    private Tasks(DurableTaskGrpcWorkerBuilder builder) {
      this.builder = builder;
    }

    Tasks orchestrator(String name, TaskOrchestration orchestration) {
      builder.addOrchestration(
          new TaskOrchestrationFactory() {
            @Override
            public String getName() {
              return name;
            }

            @Override
            public TaskOrchestration create() {
              return orchestration;
            }
          });
      return this;
    }

    Tasks activity(String name, TaskActivity activity) {
      builder.addActivity(
          new TaskActivityFactory() {
            @Override
            public String getName() {
              return name;
            }

            @Override
            public TaskActivity create() {
              return activity;
            }
          });
      return this;
    }

    Tasks maximumTimerInterval(Duration interval) {
      builder.maximumTimerInterval(interval);
      return this;
    }
  }
}
