package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.app.Binding;
import dev.estiba.local.functionhost.app.FunctionMethod;
import dev.estiba.local.functionhost.app.RetryPolicy;
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
 * last has ended, with all its retries. Thread-safe.
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
  private boolean monitored;
  private boolean running;
  private boolean stopped;
  private boolean abandoned;

  /**
   * What all timers share.
   *
   * @param workers where functions run
   */
  record Engine(InstantSource clock, Alarm alarm, Executor workers) {}

  /**
   * One call of the function for a run that was due.
   *
   * @param startedAt when the first of these calls began
   * @param retries calls before this one
   * @param failure why the last one failed; null for the first
   */
  private record Attempt(
      boolean pastDue, Instant startedAt, int retries, @Nullable Throwable failure) {

    Attempt failed(Throwable why) {
      return new Attempt(pastDue, startedAt, retries + 1, why);
    }

    RetryAttempt context(@Nullable RetryPolicy policy) {
      return new RetryAttempt(retries, policy == null ? 0 : policy.maxRetryCount(), failure);
    }
  }

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
    Instant now = engine.clock().instant();
    monitored = timer().useMonitor() && !schedule.isFrequent(now);
    Optional<TimerStatus> before = monitored ? remembered() : Optional.empty();
    boolean missed = before.isPresent() && !before.get().next().isAfter(now);
    if (missed || timer().runOnStartup()) {
      status = before.orElseGet(() -> new TimerStatus(null, schedule.next(now).orElse(now), now));
      begin(missed);
    } else {
      plan(before.map(TimerStatus::last).orElse(null), now);
    }
  }

  /** Empty also if the schedule is another now: what was due by the old one is due no more. */
  private Optional<TimerStatus> remembered() {
    return store
        .read(function.name())
        .filter(known -> schedule.next(known.lastUpdated()).equals(Optional.of(known.next())));
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
    abandoned = running;
  }

  private void plan(@Nullable Instant last, Instant now) {
    Optional<Instant> next = schedule.next(now);
    if (next.isEmpty()) {
      log.warn("Timer {}: schedule '{}' is never due again", function.name(), schedule.text());
      return;
    }
    status = new TimerStatus(last, next.get(), now);
    remember(status);
    sleepUntil(next.get(), now, this::wake);
  }

  private void sleepUntil(Instant due, Instant now, Runnable wake) {
    Duration left = Duration.between(now, due);
    engine.alarm().ring(left.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : left, wake);
  }

  private synchronized void wake() {
    if (stopped || running || status == null) {
      return;
    }
    Instant now = engine.clock().instant();
    if (now.isBefore(status.next())) {
      sleepUntil(status.next(), now, this::wake);
    } else {
      begin(now.isAfter(status.next().plus(LONGEST_SLEEP)));
    }
  }

  private void begin(boolean pastDue) {
    begin(new Attempt(pastDue, engine.clock().instant(), 0, null));
  }

  private void begin(Attempt attempt) {
    running = true;
    try {
      engine.workers().execute(() -> run(attempt));
    } catch (RejectedExecutionException e) { // the host is closing
      running = false;
    }
  }

  private void run(Attempt attempt) {
    String info =
        TimerStatus.timerInfo(schedule.times().adjustsForDst(), knownStatus(), attempt.pastDue());
    Throwable failure = null;
    try {
      invoker.invoke(function, new TriggerInput.Timer(info, attempt.context(retryPolicy())));
    } catch (Throwable e) { // thread boundary
      log.error("Timer function {} failed", function.name(), e);
      failure = e;
    } finally {
      ended(attempt, failure);
    }
  }

  /** Null for a timer that keeps none. */
  private synchronized @Nullable TimerStatus knownStatus() {
    return monitored ? status : null;
  }

  private synchronized void ended(Attempt attempt, @Nullable Throwable failure) {
    running = false;
    notifyAll();
    RetryPolicy policy = retryPolicy();
    if (failure != null && policy != null && policy.allows(attempt.retries())) {
      // At a stop the status still says that this run is due, and the next start begins it anew.
      if (!stopped) {
        planRetry(attempt.failed(failure), policy);
      }
    } else if (abandoned) {
      // It was interrupted: the status still says that this run is due.
      return;
    } else if (stopped) {
      recordLast(attempt.startedAt());
    } else {
      plan(attempt.startedAt(), engine.clock().instant());
    }
  }

  private void planRetry(Attempt attempt, RetryPolicy policy) {
    Duration delay = policy.delay(attempt.retries());
    log.info("Timer function {} runs again in {}", function.name(), delay);
    sleepUntilRetry(attempt, engine.clock().instant().plus(delay));
  }

  private void sleepUntilRetry(Attempt attempt, Instant due) {
    sleepUntil(due, engine.clock().instant(), () -> wakeForRetry(attempt, due));
  }

  private synchronized void wakeForRetry(Attempt attempt, Instant due) {
    if (stopped) {
      return;
    }
    if (engine.clock().instant().isBefore(due)) {
      sleepUntilRetry(attempt, due);
    } else {
      begin(attempt);
    }
  }

  /** So that the run that was under way at the close is not made up for at the next start. */
  private void recordLast(Instant startedAt) {
    Instant now = engine.clock().instant();
    schedule.next(now).ifPresent(next -> remember(new TimerStatus(startedAt, next, now)));
  }

  private void remember(TimerStatus known) {
    if (monitored) {
      store.write(function.name(), known);
    }
  }

  private @Nullable RetryPolicy retryPolicy() {
    return function.definition().retry();
  }

  private Binding.Timer timer() {
    return (Binding.Timer) function.definition().trigger();
  }
}
