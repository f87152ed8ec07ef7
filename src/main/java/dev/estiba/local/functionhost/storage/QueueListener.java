package dev.estiba.local.functionhost.storage;

import com.azure.storage.queue.models.QueueMessageItem;
import dev.estiba.local.functionhost.app.FunctionMethod;
import dev.estiba.local.functionhost.health.HealthCheck;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the queue of one function and runs the function with each message. A message is deleted
 * only when its run has succeeded, so that it may run again, but is never lost. Thread-safe.
 */
final class QueueListener {

  private static final Logger log = LoggerFactory.getLogger(QueueListener.class);

  /** A storage that is back should not wait for a whole polling interval. */
  private static final Duration LONGEST_OUTAGE_PAUSE = Duration.ofSeconds(10);

  private final Source source;
  private final MessageHandler handler;
  private final QueueOptions options;
  private final Executor workers;
  private final ScheduledExecutorService renewals;
  private final Outage outage;

  private final Set<LeasedMessage> running = new HashSet<>();
  private boolean stopped;
  private boolean woken;
  private boolean toldMissing;

  /**
   * Where the messages of a function come from.
   *
   * @param setting names the connection
   */
  record Source(FunctionMethod function, StorageQueue queue, StorageQueue poison, String setting) {}

  private enum Poll {
    FOUND,
    EMPTY,
    FAILED
  }

  QueueListener(
      Source source,
      MessageHandler handler,
      QueueOptions options,
      Executor workers,
      ScheduledExecutorService renewals) {
    this.source = source;
    this.handler = handler;
    this.options = options;
    this.workers = workers;
    this.renewals = renewals;
    this.outage =
        new Outage("queue '" + source.queue().name() + "' of function '" + functionName() + "'");
  }

  private String functionName() {
    return source.function().name();
  }

  HealthCheck health() {
    return outage;
  }

  String queueUrl() {
    return source.queue().url();
  }

  void start() {
    Thread thread = new Thread(this::listen, "queue-" + functionName());
    thread.setDaemon(true);
    thread.start();
  }

  private void listen() {
    Backoff pauses = new Backoff(QueueOptions.SHORTEST_PAUSE);
    try {
      while (awaitRoom()) {
        Poll poll = poll();
        if (poll == Poll.FOUND) {
          pauses.reset();
        } else {
          sleep(pauses.next(longestPause(poll)));
        }
      }
    } catch (InterruptedException e) {
      log.debug("The listener of function {} was interrupted", functionName());
    }
  }

  private Duration longestPause(Poll poll) {
    Duration longest = options.maxPollingInterval();
    return poll == Poll.FAILED && longest.compareTo(LONGEST_OUTAGE_PAUSE) > 0
        ? LONGEST_OUTAGE_PAUSE
        : longest;
  }

  /** Waits until there is room for another batch; false if the host stops. */
  private synchronized boolean awaitRoom() throws InterruptedException {
    while (!stopped && running.size() > options.newBatchThreshold()) {
      wait();
    }
    return !stopped;
  }

  private synchronized void sleep(Duration pause) throws InterruptedException {
    long end = System.nanoTime() + pause.toNanos();
    for (long left = pause.toMillis(); !stopped && !woken && left > 0; ) {
      wait(left);
      left = Duration.ofNanos(end - System.nanoTime()).toMillis();
    }
    woken = false;
  }

  /** Polls at once: there is a new message. */
  synchronized void wake() {
    woken = true;
    notifyAll();
  }

  private Poll poll() {
    List<QueueMessageItem> batch;
    try {
      batch = source.queue().receive(options.batchSize(), options.lease());
    } catch (RuntimeException e) { // the SDK has an exception per cause
      return failed(e);
    }
    outage.end();
    toldMissing = false;
    batch.forEach(message -> take(new LeasedMessage(source.queue(), message)));
    return batch.isEmpty() ? Poll.EMPTY : Poll.FOUND;
  }

  /** A queue that is missing may be made by whoever sends the first message: no trouble. */
  private Poll failed(RuntimeException e) {
    if (!StorageErrors.isMissingQueue(e)) {
      outage.begin(StorageErrors.told(e, source.setting()));
      return Poll.FAILED;
    }
    outage.end();
    if (!toldMissing) {
      log.info(
          "Function {} waits for queue '{}', which does not exist yet",
          functionName(),
          source.queue().name());
      toldMissing = true;
    }
    return Poll.EMPTY;
  }

  private void take(LeasedMessage message) {
    if (begin(message)) {
      try {
        workers.execute(() -> work(message));
        return;
      } catch (RejectedExecutionException e) { // the host is closing
        ended(message);
      }
    }
    giveBack(message);
  }

  private synchronized boolean begin(LeasedMessage message) {
    return !stopped && running.add(message);
  }

  private synchronized void ended(LeasedMessage message) {
    running.remove(message);
    notifyAll();
  }

  private void work(LeasedMessage message) {
    try (Renewal unused = Renewal.start(message, options.lease(), renewals)) {
      run(message);
    } catch (Throwable e) { // thread boundary
      log.warn(
          "Function {} has run with message {}, but its queue could not be told. The message comes"
              + " again when its lease has run out.",
          functionName(),
          message.id(),
          e);
    } finally {
      ended(message);
    }
  }

  private void run(LeasedMessage message) {
    byte[] body;
    try {
      body = options.messageEncoding().decode(message.text());
    } catch (IllegalArgumentException e) {
      bury(message, "is not in encoding " + options.messageEncoding());
      return;
    }
    if (message.dequeueCount() > options.maxDequeueCount()) {
      bury(message, "was taken " + message.dequeueCount() + " times");
      return;
    }
    try {
      handler.run(source.function(), TriggerMessage.of(message.message(), body));
    } catch (Throwable e) { // whatever the function throws
      runFailed(message, e);
      return;
    }
    message.complete();
  }

  private void runFailed(LeasedMessage message, Throwable e) {
    if (message.isSettled()) {
      log.debug("Function {} was interrupted by the stop of the host", functionName(), e);
      return;
    }
    log.error(
        "Function {} failed with message {}, run {} of {}",
        functionName(),
        message.id(),
        message.dequeueCount(),
        options.maxDequeueCount(),
        e);
    if (message.dequeueCount() >= options.maxDequeueCount()) {
      bury(message, "has failed " + message.dequeueCount() + " times");
    } else {
      message.giveBack(options.visibilityTimeout());
    }
  }

  private void bury(LeasedMessage message, String why) {
    message.bury(source.poison());
    log.warn(
        "Message {} of queue '{}' {}: it lies in queue '{}' now",
        message.id(),
        source.queue().name(),
        why,
        source.poison().name());
  }

  /** Takes no more messages. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /**
   * Waits until what runs has ended.
   *
   * @param deadline as System.nanoTime has it
   */
  synchronized void drain(long deadline) throws InterruptedException {
    for (long left = 1; !running.isEmpty() && left > 0; ) {
      left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (left > 0) {
        wait(left);
      }
    }
  }

  /** Gives back the messages of what has not ended. */
  void abandon() {
    List<LeasedMessage> left;
    synchronized (this) {
      left = List.copyOf(running);
    }
    for (LeasedMessage message : left) {
      log.warn(
          "Function {} is stopped while it runs: message {} comes again",
          functionName(),
          message.id());
      giveBack(message);
    }
  }

  private void giveBack(LeasedMessage message) {
    try {
      message.giveBack(Duration.ZERO);
    } catch (RuntimeException e) { // the lease runs out by itself
      log.debug("Message {} could not be given back", message.id(), e);
    }
  }
}
