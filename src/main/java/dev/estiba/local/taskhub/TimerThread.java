package dev.estiba.local.taskhub;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the earliest timer and fires what is due. Thread-safe. */
final class TimerThread {

  private static final Logger log = LoggerFactory.getLogger(TimerThread.class);

  /** The longest wait: the wall clock may be set, or stand still while the machine sleeps. */
  private static final long MAX_WAIT_MILLIS = 1_000;

  /** So that thousands which came due at once leave room for others. */
  private static final int MAX_BATCH = 500;

  private final TimerQueue timers;
  private final InstantSource clock;
  private final Consumer<Timer> fire;
  private final Thread thread;
  private boolean changed;
  private boolean stopped;

  TimerThread(TimerQueue timers, InstantSource clock, Consumer<Timer> fire) {
    this.timers = timers;
    this.clock = clock;
    this.fire = fire;
    this.thread = new Thread(this::work, "taskhub-timers");
    this.thread.setDaemon(true);
  }

  void start() {
    timers.onChange(this::wake);
    thread.start();
  }

  /** Looks at the clock now. */
  synchronized void wake() {
    changed = true;
    notifyAll();
  }

  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  private void work() {
    try {
      while (await()) {
        List<Timer> due = timers.takeDue(clock.millis(), MAX_BATCH);
        due.forEach(this::fire);
      }
    } catch (InterruptedException e) {
      log.error("The timers of the task hub have ended", e);
    }
  }

  private void fire(Timer timer) {
    try {
      fire.accept(timer);
    } catch (RuntimeException | Error e) {
      log.error("{} could not be fired", timer, e);
      timers.add(List.of(timer));
    }
  }

  /** Waits until a timer may be due; false at the end. */
  private synchronized boolean await() throws InterruptedException {
    long wait = millisToNext();
    while (!stopped && !changed && wait > 0) {
      wait(wait);
      wait = millisToNext();
    }
    changed = false;
    return !stopped;
  }

  private long millisToNext() {
    Timer earliest = timers.earliest();
    long left = earliest == null ? MAX_WAIT_MILLIS : earliest.fireAt() + 1 - clock.millis();
    return Math.min(MAX_WAIT_MILLIS, left);
  }
}
