package dev.estiba.local.functionhost;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for functions that no request waits for. Each trigger sees to its own limits. */
final class FunctionWorkers implements Executor, AutoCloseable {

  private final AtomicInteger number = new AtomicInteger();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "function-run-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @throws java.util.concurrent.RejectedExecutionException if they are closed
   */
  @Override
  public void execute(Runnable run) {
    threads.execute(run);
  }

  /** Interrupts what still runs. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
