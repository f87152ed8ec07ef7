package dev.estiba.local.taskhub;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Delays by the time that really passes. */
final class DelayThread implements Delays {

  private final ScheduledThreadPoolExecutor scheduler;

  DelayThread() {
    scheduler =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "taskhub-delays");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public void later(Duration pause, Runnable work) {
    var unused = scheduler.schedule(work, pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void stop() {
    scheduler.shutdown();
  }
}
