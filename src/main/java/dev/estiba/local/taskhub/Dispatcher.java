package dev.estiba.local.taskhub;

import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings committed work to those who run it. Before {@link #start} effects pass unseen: the start
 * is told of all that is pending.
 */
final class Dispatcher {

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  private static final int KEEP_SECONDS = 10;

  /**
   * On what the work is run.
   *
   * @param orchestrators where each piece of work has room for deep recursion
   * @param nanoTime measures how long replays take
   */
  record Threads(Workers orchestrators, Workers activities, Delays delays, LongSupplier nanoTime) {}

  private final Store store;
  private final Threads threads;
  private final TimerQueue timers = new TimerQueue();
  private final LiveInstances instances;
  private final @Nullable RemoteOrchestrators remoteOrchestrators;
  private final TurnRunner turns;
  private final ActivityRunner activities;

  /** The writer's thread alone knows. */
  private boolean recovered;

  Dispatcher(
      Store store,
      WorkExecutor executor,
      @Nullable RemoteWorkers remote,
      Threads threads,
      InstantSource clock) {
    this.store = store;
    this.threads = threads;
    this.instances = new LiveInstances(store, threads.delays(), clock);
    this.remoteOrchestrators = remote == null ? null : new RemoteOrchestrators(remote);
    this.turns =
        new TurnRunner(
            store, instances, orchestrators(executor, remoteOrchestrators), threads, clock);
    this.activities =
        new ActivityRunner(
            executor, remote, threads.activities(), instances, store, threads.delays(), clock);
  }

  private static Orchestrators orchestrators(
      WorkExecutor executor, @Nullable RemoteOrchestrators others) {
    HostedOrchestrators hosted = new HostedOrchestrators(executor);
    if (others == null) {
      return hosted;
    }
    return turn ->
        executor.hasOrchestrator(turn.name()) ? hosted.evaluate(turn) : others.evaluate(turn);
  }

  void start() {
    store.subscribe(this::dispatch);
    store.commit(Lifecycle::recover);
  }

  TimerQueue timers() {
    return timers;
  }

  /** How much is in memory, in words. */
  String leftovers() {
    return instances.size() + " live, activities under way " + activities.underWay();
  }

  void fire(Timer timer) {
    instances.timerFired(timer);
  }

  private void dispatch(Effect effect) {
    recovered |= effect instanceof Effect.HubRecovered;
    if (recovered) {
      handOn(effect);
    } // Else the recovery will tell of it: nothing is to be dispatched twice.
  }

  private void handOn(Effect effect) {
    if (effect instanceof Effect.InstanceLoaded loaded) {
      activities.cancelOthers(loaded.instanceSeq(), loaded.executionId());
      instances.loaded(loaded);
    } else if (effect instanceof Effect.EventDelivered delivered) {
      instances.delivered(delivered.instanceSeq(), delivered.delivery());
    } else if (effect instanceof Effect.ActivitiesScheduled scheduled) {
      activities.scheduled(scheduled.instanceSeq(), scheduled.executionId(), scheduled.calls());
    } else if (effect instanceof Effect.InstanceEnded ended) {
      instances.ended(ended.instanceSeq());
      activities.cancel(ended.instanceSeq());
      if (remoteOrchestrators != null) {
        remoteOrchestrators.cancel(ended.instanceSeq());
      }
    } else if (effect instanceof Effect.TimersSet set) {
      timers.add(set.timers());
    } else if (effect instanceof Effect.TimersCancelled cancelled) {
      timers.remove(cancelled.timers());
    } else {
      dispatchRare(effect);
    }
  }

  private void dispatchRare(Effect effect) {
    if (effect instanceof Effect.InstanceSuspended suspended) {
      instances.suspended(suspended.instanceSeq());
    } else if (effect instanceof Effect.InstanceResumed resumed) {
      instances.resumed(resumed.instanceSeq());
    } else if (effect instanceof Effect.HubRecovered pending) {
      timers.add(pending.timers());
      pending.activities().forEach(activities::recover);
      pending.ready().forEach(instances::wake);
    } else if (effect instanceof Effect.HubEmptied) {
      timers.clear();
      activities.cancelAll();
      if (remoteOrchestrators != null) {
        remoteOrchestrators.cancelAll();
      }
      instances.emptied();
    }
  }

  /** Dispatches no more, and waits that long for what runs; then interrupts and disowns it. */
  void stop(long timeoutMillis) {
    threads.delays().stop();
    threads.orchestrators().stop();
    threads.activities().stop();
    if (!awaitEnd(timeoutMillis)) {
      log.info("Work is still in flight after {} ms; it will be redelivered", timeoutMillis);
    }
    activities.abandon();
    turns.abandon();
    keepResults();
  }

  private boolean awaitEnd(long timeoutMillis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    try {
      return threads.orchestrators().awaitEnd(timeoutMillis)
          && threads
              .activities()
              .awaitEnd(Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What activities came to and no turn has had need not be found out again. */
  private void keepResults() {
    try {
      instances.keepAllResults().orTimeout(KEEP_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      log.info("Some results could not be kept; those activities will run again: {}", e.toString());
    }
  }
}
