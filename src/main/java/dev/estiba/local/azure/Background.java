package dev.estiba.local.azure;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done for container groups without a request. Thread-safe. */
final class Background implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(Background.class);

  /** Each waits for the engine or for the disk, and none for another one. */
  private static final int MOST_THREADS = 64;

  private final Duration retryAfter;
  private final ExecutorService work = Threads.pool("groups", MOST_THREADS);
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(Threads.daemon("container-groups"));

  /**
   * @param retryAfter how long to wait before what failed is tried again
   */
  Background(Duration retryAfter) {
    this.retryAfter = retryAfter;
  }

  void run(Runnable task) {
    try {
      work.execute(task);
    } catch (RejectedExecutionException e) {
      log.debug("Closed; the next process goes on");
    }
  }

  /** For what failed, and may succeed after a while. */
  void retry(Runnable task) {
    runIn(task, retryAfter.toMillis());
  }

  void runIn(Runnable task, long millis) {
    try {
      var unused = later.schedule(() -> run(task), millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Closed; the next process goes on");
    }
  }

  /** What has not begun is for the next process. */
  @Override
  public void close() {
    later.shutdownNow();
    work.shutdownNow();
  }
}
