package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.app.Binding;
import dev.estiba.local.functionhost.app.FunctionMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one timer function when it is due, never twice at once: the next run is planned when the
 * last has ended. Thread-safe.
 */
final class TimerFunction {

  private static final Logger log = LoggerFactory.getLogger(TimerFunction.class);

  /** The alarm's clock stops while a computer sleeps, so the wall clock is looked at this often. */
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

  private final FunctionMethod function;
  private final CronSchedule schedule;
  private final FunctionInvoker invoker;
  private final TimerStore store;
  private final Engine engine;

  private @Nullable TimerStatus status;
  private boolean running;
  private boolean stopped;

  /**
   * What all timers share.
   *
   * @param workers where functions run
   */
  record Engine(InstantSource clock, Alarm alarm, Executor workers) {}

  TimerFunction(
      FunctionMethod function,
      CronSchedule schedule,
      FunctionInvoker invoker,
      TimerStore store,
      Engine engine) {
    this.function = function;
    this.schedule = schedule;
    this.invoker = invoker;
    this.store = store;
    this.engine = engine;
  }

  /** Plans the first run: at once if one was missed while the host was down, or it is asked for. */
  synchronized void start() {
    Optional<TimerStatus> before =
        timer().useMonitor() ? store.read(function.name()) : Optional.empty();
    Instant now = engine.clock().instant();
    boolean missed = before.isPresent() && !before.get().next().isAfter(now);
    if (missed || timer().runOnStartup()) {
      status = before.orElseGet(() -> new TimerStatus(null, schedule.next(now).orElse(now), now));
      begin(missed);
    } else {
      plan(before.map(TimerStatus::last).orElse(null), now);
    }
  }

  /** Waits until a run that is under way has ended, or the time is over. */
  synchronized void stop(Duration patience) {
    stopped = true;
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      for (long left = patience.toMillis(); running && left > 0; ) {
        wait(left);
        left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void plan(@Nullable Instant last, Instant now) {
    Optional<Instant> next = schedule.next(now);
    if (next.isEmpty()) {
      log.warn("Timer {}: schedule '{}' is never due again", function.name(), schedule.text());
      return;
    }
    status = new TimerStatus(last, next.get(), now);
    remember(status);
    sleepUntil(next.get(), now);
  }

  private void sleepUntil(Instant due, Instant now) {
    Duration left = Duration.between(now, due);
    engine.alarm().ring(left.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : left, this::wake);
  }

  private synchronized void wake() {
    if (stopped || running || status == null) {
      return;
    }
    Instant now = engine.clock().instant();
    if (now.isBefore(status.next())) {
      sleepUntil(status.next(), now);
    } else {
      begin(now.isAfter(status.next().plus(LONGEST_SLEEP)));
    }
  }

  private void begin(boolean pastDue) {
    running = true;
    try {
      engine.workers().execute(() -> run(pastDue));
    } catch (RejectedExecutionException e) { // the host is closing
      running = false;
    }
  }

  private void run(boolean pastDue) {
    Instant startedAt = engine.clock().instant();
    TimerStatus known = currentStatus();
    try {
      String info = known == null ? "{}" : known.timerInfo(pastDue);
      invoker.invoke(function, new TriggerInput.Timer(info));
    } catch (Throwable e) { // thread boundary
      log.error("Timer function {} failed", function.name(), e);
    } finally {
      ended(startedAt);
    }
  }

  private synchronized @Nullable TimerStatus currentStatus() {
    return status;
  }

  private synchronized void ended(Instant startedAt) {
    running = false;
    notifyAll();
    if (stopped) {
      recordLast(startedAt);
    } else {
      plan(startedAt, engine.clock().instant());
    }
  }

  /** So that the run that was under way at the close is not made up for at the next start. */
  private void recordLast(Instant startedAt) {
    Instant now = engine.clock().instant();
    schedule.next(now).ifPresent(next -> remember(new TimerStatus(startedAt, next, now)));
  }

  private void remember(TimerStatus known) {
    if (timer().useMonitor()) {
      store.write(function.name(), known);
    }
  }

  private Binding.Timer timer() {
    return (Binding.Timer) function.definition().trigger();
  }
}
