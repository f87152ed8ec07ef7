package dev.estiba.local.taskhub;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs things again after a while that grows with every attempt. Thread-safe. */
final class Backoff {

  private static final long FIRST_MILLIS = 50;
  private static final long LONGEST_MILLIS = 30_000;

  private final ScheduledThreadPoolExecutor scheduler;

  Backoff() {
    scheduler =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "taskhub-retry");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * Runs the work once, later; not at all after the end.
   *
   * @param attempts how often it has been tried, 1 or more
   */
  void later(int attempts, Runnable work) {
    var unused = scheduler.schedule(work, delayMillis(attempts), TimeUnit.MILLISECONDS);
  }

  static long delayMillis(int attempts) {
    int doublings = Math.min(2 * (attempts - 1), 20);
    return Math.min(LONGEST_MILLIS, FIRST_MILLIS << doublings);
  }

  void stop() {
    scheduler.shutdown();
  }
}
