package dev.estiba.local.taskhub;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bounded number of threads. Thread-safe. */
final class WorkerPool implements Workers {

  private static final Logger log = LoggerFactory.getLogger(WorkerPool.class);

  private final ThreadPoolExecutor threads;

  /**
   * @param stackSize in bytes; 0 for the usual
   */
  WorkerPool(String name, int size, long stackSize) {
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread =
                  new Thread(null, work, name + "-" + number.incrementAndGet(), stackSize);
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy()); // What comes after the end is in the store.
    // All at once: a thread that cannot be made later would lose the work that it was for.
    threads.prestartAllCoreThreads();
  }

  /** The thread stays, whatever the work throws. */
  @Override
  public void execute(Runnable work) {
    threads.execute(
        () -> {
          try {
            work.run();
          } catch (Throwable e) {
            log.error("A task hub worker failed outside of the code that it ran", e);
          }
        });
  }

  @Override
  public void stop() {
    threads.shutdown();
    threads.getQueue().clear();
  }

  @Override
  public boolean awaitEnd(long millis) throws InterruptedException {
    return threads.awaitTermination(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void interrupt() {
    threads.shutdownNow();
  }
}
