package dev.estiba.local.taskhub;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires durable timers. All that are pending lie in memory, in order; one thread waits for the
 * earliest. A timer leaves the queue only when that it fired is durable. Thread-safe.
 */
final class TimerService {

  private static final Logger log = LoggerFactory.getLogger(TimerService.class);

  /** The longest wait: the wall clock may be set, or stand still while the machine sleeps. */
  private static final long MAX_WAIT_MILLIS = 1_000;

  private static final int MAX_BATCH = 500;

  private final Store store;
  private final InstantSource clock;
  private final NavigableSet<Timer> pending = new TreeSet<>();
  private final Thread thread;
  private boolean stopped;

  TimerService(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    this.thread = new Thread(this::work, "taskhub-timers");
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  synchronized void add(Collection<Timer> timers) {
    pending.addAll(timers);
    notifyAll();
  }

  synchronized void remove(Collection<Timer> timers) {
    timers.forEach(pending::remove);
  }

  synchronized void clear() {
    pending.clear();
  }

  /** Looks at the clock now. */
  synchronized void wake() {
    notifyAll();
  }

  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  private void work() {
    int failures = 0;
    try {
      for (List<Timer> due = await(0); !due.isEmpty(); due = await(failures)) {
        failures = fire(due) ? 0 : failures + 1;
      }
    } catch (InterruptedException e) {
      log.error("The timers of the task hub have ended", e);
    }
  }

  private boolean fire(List<Timer> due) {
    try {
      store.commit(transaction -> Lifecycle.fire(transaction, due));
      return true;
    } catch (RuntimeException | Error e) {
      log.warn("Tried to fire {} timers but failed, will try again", due.size(), e);
      return false;
    }
  }

  /** The timers that are due, once there are any; empty at the end. */
  private synchronized List<Timer> await(int failures) throws InterruptedException {
    long pauseEnd = System.nanoTime() + pauseNanos(failures);
    List<Timer> due = due();
    while (!stopped && (due.isEmpty() || System.nanoTime() < pauseEnd)) {
      wait(due.isEmpty() ? millisToNext() : Backoff.delayMillis(failures));
      due = due();
    }
    return stopped ? List.of() : due;
  }

  private static long pauseNanos(int failures) {
    return failures == 0 ? 0 : TimeUnit.MILLISECONDS.toNanos(Backoff.delayMillis(failures));
  }

  private long millisToNext() {
    long left = pending.isEmpty() ? MAX_WAIT_MILLIS : pending.first().fireAt() + 1 - clock.millis();
    return Math.max(1, Math.min(MAX_WAIT_MILLIS, left));
  }

  private List<Timer> due() {
    long now = clock.millis();
    List<Timer> due = new ArrayList<>();
    for (Timer timer : pending) {
      if (!timer.isDue(now) || due.size() == MAX_BATCH) {
        break;
      }
      due.add(timer);
    }
    return due;
  }
}
