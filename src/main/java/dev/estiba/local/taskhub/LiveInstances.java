package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances in memory. Fed with committed effects in their order, and with what only memory
 * has; has each instance's turns run, one after the other, as soon as something has come for it.
 * Thread-safe.
 */
final class LiveInstances {

  private static final Logger log = LoggerFactory.getLogger(LiveInstances.class);

  /** A result that no turn has had by then is made durable. */
  private static final Duration KEEP_AFTER = Duration.ofMillis(250);

  private final Store store;
  private final Delays delays;
  private final InstantSource clock;
  private final Map<Long, LiveInstance> live = new ConcurrentHashMap<>();
  private final IdleInstances idle = new IdleInstances();
  private final AtomicBoolean willKeep = new AtomicBoolean();
  private Consumer<LiveInstance> runTurn = instance -> {};

  LiveInstances(Store store, Delays delays, InstantSource clock) {
    this.store = store;
    this.delays = delays;
    this.clock = clock;
  }

  /** Who is to run a turn of an instance that is QUEUED. */
  void onReady(Consumer<LiveInstance> runner) {
    runTurn = runner;
  }

  int size() {
    return live.size();
  }

  void loaded(Effect.InstanceLoaded loaded) {
    boolean isDone = false;
    while (!isDone) {
      isDone =
          update(
              live.computeIfAbsent(loaded.instanceSeq(), LiveInstance::new),
              instance -> instance.become(loaded));
    }
  }

  void ended(long seq) {
    LiveInstance instance = live.remove(seq);
    if (instance != null) {
      synchronized (instance) {
        instance.gone = true;
        instance.ended = true;
      }
      idle.remove(instance);
    }
  }

  void delivered(long seq, Delivery delivery) {
    with(seq, instance -> instance.take(delivery));
  }

  void suspended(long seq) {
    LiveInstance instance = live.get(seq);
    if (instance != null) {
      update(
          instance,
          it -> {
            it.suspended = true;
            it.history = null; // The suspension has come to it.
          });
    }
  }

  void resumed(long seq) {
    with(
        seq,
        instance -> {
          instance.suspended = false;
          instance.history = null;
        });
  }

  void emptied() {
    live.keySet().forEach(this::ended);
  }

  /** Something may be there for the instance to do. */
  void wake(long seq) {
    with(seq, instance -> {});
  }

  void timerFired(Timer timer) {
    if (timer.timerId() == Timer.START) {
      with(timer.instanceSeq(), instance -> instance.startAt = null);
    } else {
      HistoryEvent fired = Events.timerFired(clock.millis(), timer);
      delivered(timer.instanceSeq(), Delivery.inMemory(fired, timer.executionId()));
    }
  }

  /** What an activity came to. Only memory has it, until a turn has had it or some time passes. */
  void answered(long seq, Delivery result) {
    with(
        seq,
        instance -> {
          instance.take(result);
          if (!instance.isReady(clock.millis()) && willKeep.compareAndSet(false, true)) {
            delays.later(KEEP_AFTER, this::keepResults);
          }
        });
  }

  private void keepResults() {
    willKeep.set(false);
    live.values().forEach(this::keepResults);
  }

  /** Makes durable what only memory has of results of activities. */
  CompletableFuture<Void> keepAllResults() {
    return CompletableFuture.allOf(
        live.values().stream().map(this::keepResults).toArray(CompletableFuture[]::new));
  }

  CompletableFuture<Boolean> keepResults(LiveInstance instance) {
    List<Delivery> results;
    synchronized (instance) {
      results = instance.resultsInMemory();
    }
    return results.isEmpty()
        ? CompletableFuture.completedFuture(true)
        : store.submit(transaction -> Lifecycle.keep(transaction, instance.seq, results));
  }

  /** Changes the instance of that number, in memory or to be brought there, unless it has ended. */
  private void with(long seq, Consumer<LiveInstance> change) {
    boolean isDone = false;
    while (!isDone) {
      LiveInstance known = live.get(seq);
      LiveInstance instance = known == null ? begin(seq) : known;
      isDone = update(instance, change);
      if (!isDone) {
        live.remove(seq, instance);
        isDone = hasEnded(instance);
      }
    }
  }

  private static boolean hasEnded(LiveInstance instance) {
    synchronized (instance) {
      return instance.ended;
    }
  }

  private LiveInstance begin(long seq) {
    LiveInstance mine = new LiveInstance(seq);
    LiveInstance other = live.putIfAbsent(seq, mine);
    if (other != null) {
      return other;
    }
    load(mine, 1);
    return mine;
  }

  private void load(LiveInstance instance, int attempt) {
    var unused =
        store
            .submit(transaction -> Lifecycle.load(transaction, instance.seq))
            .whenComplete(
                (there, failure) -> {
                  if (failure != null) {
                    log.warn("Tried to load instance number {} but failed", instance.seq, failure);
                    delays.later(Delays.pause(attempt), () -> load(instance, attempt + 1));
                  }
                });
  }

  /** Changes an instance and has its turn run if it is ready then; false if it is gone. */
  boolean update(LiveInstance instance, Consumer<LiveInstance> change) {
    boolean isReady;
    boolean waits;
    long bytes;
    synchronized (instance) {
      if (instance.gone) {
        return false;
      }
      change.accept(instance);
      isReady = instance.isReady(clock.millis());
      if (isReady) {
        instance.phase = LiveInstance.Phase.QUEUED;
      }
      waits = instance.isForgettable();
      bytes = instance.bytes();
    }
    if (isReady) {
      idle.remove(instance);
      runTurn.accept(instance);
    } else if (waits) {
      idle.add(instance, bytes).forEach(this::forget);
    }
    return true;
  }

  private void forget(LiveInstance instance) {
    synchronized (instance) {
      if (instance.isForgettable()) {
        instance.gone = true;
        live.remove(instance.seq, instance);
      }
    }
  }
}
