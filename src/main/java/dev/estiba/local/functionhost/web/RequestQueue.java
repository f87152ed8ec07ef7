package dev.estiba.local.functionhost.web;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Threads that answer requests, and a queue before them that has an end. Thread-safe. */
final class RequestQueue {

  private static final long IDLE_SECONDS = 30;
  private static final long UNWIND_MILLIS = 500;

  private final ThreadPoolExecutor threads;
  private final Semaphore places;

  /**
   * @param name of the threads
   * @param capacity at work and waiting
   */
  RequestQueue(String name, int threads, int capacity) {
    AtomicInteger number = new AtomicInteger();
    this.places = new Semaphore(capacity);
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    this.threads.allowCoreThreadTimeOut(true);
  }

  /** A request that waits. */
  private record Job(Runnable task, Runnable refuse) implements Runnable {

    @Override
    public void run() {
      task.run();
    }
  }

  /**
   * Answers soon; false if the queue is full or closed. The place is free once the answer is known:
   * whoever has it finds room for the next request.
   *
   * @param answer never throws
   * @param send given the answer
   * @param refuse what to do instead if the queue is closed before
   */
  <T> boolean tryExecute(Supplier<T> answer, Consumer<T> send, Runnable refuse) {
    if (!places.tryAcquire()) {
      return false;
    }
    try {
      threads.execute(new Job(() -> send.accept(answerAndLeave(answer)), refuse));
      return true;
    } catch (RejectedExecutionException e) { // closed
      places.release();
      return false;
    }
  }

  private <T> T answerAndLeave(Supplier<T> answer) {
    try {
      return answer.get();
    } finally {
      places.release();
    }
  }

  /** Interrupts what still runs. */
  void close() {
    for (Runnable waiting : threads.shutdownNow()) {
      if (waiting instanceof Job job) {
        job.refuse().run();
      }
    }
    try {
      var unused = threads.awaitTermination(UNWIND_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
