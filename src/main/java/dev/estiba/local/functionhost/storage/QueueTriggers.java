package dev.estiba.local.functionhost.storage;

import dev.estiba.local.functionhost.health.HealthCheck;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/** The listeners of all queue functions of the app. Thread-safe. */
public final class QueueTriggers implements AutoCloseable {

  private static final Duration DRAIN = Duration.ofSeconds(3);
  private static final Duration GIVE_BACK = Duration.ofSeconds(1);

  /** No more threads than messages at work, which each listener bounds. */
  private final ExecutorService workers = Executors.newCachedThreadPool(threads("queue-function-"));

  private final ScheduledThreadPoolExecutor renewals =
      new ScheduledThreadPoolExecutor(
          1, threads("queue-leases-"), new ThreadPoolExecutor.DiscardPolicy());
  private final List<QueueListener> listeners;

  QueueTriggers(List<QueueListener.Source> sources, MessageHandler handler, QueueOptions options) {
    renewals.setRemoveOnCancelPolicy(true);
    listeners =
        sources.stream()
            .map(source -> new QueueListener(source, handler, options, workers, renewals))
            .toList();
  }

  private static ThreadFactory threads(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  public void start() {
    listeners.forEach(QueueListener::start);
  }

  /** One for each queue function. */
  public List<HealthCheck> health() {
    return listeners.stream().map(QueueListener::health).toList();
  }

  /** Lets the listeners of the queue look for the message that this host has put there. */
  void wake(String queueUrl) {
    listeners.stream()
        .filter(listener -> listener.queueUrl().equals(queueUrl))
        .forEach(QueueListener::wake);
  }

  /**
   * Takes no more messages and gives what runs a few seconds to end. The messages of what has not
   * ended are given back, and its threads are interrupted.
   */
  @Override
  public void close() {
    listeners.forEach(QueueListener::stop);
    long deadline = System.nanoTime() + DRAIN.toNanos();
    try {
      for (QueueListener listener : listeners) {
        listener.drain(deadline);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    giveBack();
    workers.shutdownNow();
    renewals.shutdownNow();
  }

  /** A storage that has gone too keeps no host from ending: its leases give back what is left. */
  private void giveBack() {
    Thread thread =
        new Thread(
            () -> listeners.parallelStream().forEach(QueueListener::abandon), "queue-give-back");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(GIVE_BACK.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
