package dev.estiba.local.taskhub;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings committed work to those who run it. Before {@link #start} effects may pass unseen: the
 * start reads from the store all that is pending. An effect that comes during that read is seen
 * twice, which the runners bear.
 */
final class Dispatcher {

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  private final Store store;
  private final Backoff backoff = new Backoff();
  private final OrchestratorRunner orchestrators;
  private final ActivityRunner activities;
  private final TimerService timers;

  Dispatcher(Store store, TaskHubOptions options, WorkExecutor executor) {
    this.store = store;
    this.orchestrators =
        new OrchestratorRunner(
            store, executor, backoff, options.maxConcurrentOrchestrators(), options.clock());
    this.activities =
        new ActivityRunner(store, executor, backoff, options.maxConcurrentActivities());
    this.timers = new TimerService(store, options.clock());
  }

  void start() {
    store.subscribe(this::dispatch);
    timers.add(store.read(Tables::allTimers));
    store.read(Tables::instancesWithInbox).forEach(orchestrators::ready);
    store.read(Tables::allActivities).forEach(activities::scheduled);
    timers.start();
  }

  private void dispatch(Effect effect) {
    if (effect instanceof Effect.InstanceReady ready) {
      orchestrators.ready(ready.instanceSeq());
    } else if (effect instanceof Effect.ActivityScheduled scheduled) {
      activities.scheduled(scheduled.activitySeq());
    } else if (effect instanceof Effect.TimerSet set) {
      timers.add(List.of(set.timer()));
    } else if (effect instanceof Effect.TimersCancelled cancelled) {
      timers.remove(cancelled.timers());
    } else if (effect instanceof Effect.HubEmptied) {
      timers.clear();
    }
  }

  /** Looks at the clock now, rather than within a second. */
  void wakeTimers() {
    timers.wake();
  }

  /** Dispatches no more, and waits that long for what runs; then interrupts and disowns it. */
  void stop(long timeoutMillis) {
    timers.stop();
    backoff.stop();
    orchestrators.pool().stop();
    activities.pool().stop();
    if (!awaitEnd(timeoutMillis)) {
      log.info("Work is still in flight after {} ms; it will be redelivered", timeoutMillis);
    }
    activities.abandon();
    orchestrators.abandon();
  }

  private boolean awaitEnd(long timeoutMillis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    try {
      return orchestrators.pool().awaitEnd(timeoutMillis)
          && activities
              .pool()
              .awaitEnd(Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
