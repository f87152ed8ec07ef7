package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task hub for tests of orchestrations: in memory, on the thread of the caller, in a time that
 * only passes when it is told to. The engine is that of {@link TaskHub}; a day of polling takes
 * milliseconds, and the same test does the same every time. For one thread alone.
 *
 * <pre>{@code
 * VirtualTaskHub hub = new VirtualTaskHub(tasks, Instant.parse("2026-01-01T00:00:00Z"));
 * String id = hub.client().schedule(new NewInstance("Nightly", null, null, null));
 * InstanceState end = hub.runToEnd(id);
 * }</pre>
 */
public final class VirtualTaskHub implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(VirtualTaskHub.class);

  /** Some work that is to be done at a time; of two at one time, the one that came first. */
  private record Delayed(Instant at, long number, Runnable work) {}

  private final class CallerWorkers implements Workers {
    @Override
    public void execute(Runnable work) {
      ready.add(work);
    }

    @Override
    public void stop() {
      ready.clear();
    }

    @Override
    public boolean awaitEnd(long millis) {
      return true;
    }

    @Override
    public void interrupt() {}
  }

  private final class VirtualDelays implements Delays {
    @Override
    public void later(Duration pause, Runnable work) {
      delayed.add(new Delayed(now.plus(pause), ++delays, work));
    }

    @Override
    public void stop() {
      delayed.clear();
    }
  }

  private final Deque<Runnable> ready = new ArrayDeque<>();
  private final Queue<Delayed> delayed =
      new PriorityQueue<>(Comparator.comparing(Delayed::at).thenComparing(Delayed::number));
  private final WorkExecutor executor;
  private final Sql memory = Store.newMemory();
  private final Chance chance;
  private Life life;
  private Instant now;
  private long delays;

  /** What a crash ends: all but the database. */
  private record Life(Store store, StoreClient client, Dispatcher dispatcher) {}

  /**
   * @param start the time that it is at first
   */
  public VirtualTaskHub(WorkExecutor executor, Instant start) {
    this(executor, start, Chance.NONE);
  }

  VirtualTaskHub(WorkExecutor executor, Instant start, Chance chance) {
    this.executor = executor;
    this.now = start;
    this.chance = chance;
    this.life = begin();
  }

  private Life begin() {
    Store store =
        Store.inMemory(memory, this::now, chance, work -> chance.commit(work, ready::add));
    Waiters waiters = new Waiters(store, ready::add);
    store.subscribe(waiters::changed);
    CallerWorkers workers = new CallerWorkers();
    Dispatcher.Threads threads =
        new Dispatcher.Threads(workers, workers, new VirtualDelays(), () -> 0L);
    Dispatcher dispatcher = new Dispatcher(store, executor, null, threads, this::now);
    dispatcher.start();
    return new Life(store, new StoreClient(store, waiters), dispatcher);
  }

  /** Loses all that is not in the database, as a kill would, and begins anew from there. */
  public void crash() {
    ready.clear();
    delayed.clear();
    life = begin();
  }

  /** What is asked of it is done when time is next let run. */
  public TaskHubClient client() {
    return life.client;
  }

  public Instant now() {
    return now;
  }

  /** Runs every turn and activity that can run without any time passing. */
  public void runUntilIdle() {
    while (runOne()) {
      log.trace("One more is done");
    }
  }

  /** Runs one of the pieces of work that are ready; false if none is. */
  public boolean runOne() {
    for (int passed = chance.pick(ready.size()); passed > 0; passed--) {
      ready.add(ready.remove());
    }
    Runnable work = ready.poll();
    if (work == null) {
      return false;
    }
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error("A task hub worker failed outside of the code that it ran", e);
    }
    return true;
  }

  /** Jumps to where something happens by itself, whatever waits; false if nothing will. */
  public boolean passToNextTimer() {
    Instant next = nextTime();
    if (next != null) {
      pass(next);
    }
    return next != null;
  }

  /** What an instance has been sent and not had in a turn. */
  List<HistoryEvent> inbox(String instanceId) {
    return life.store.read(
        sql -> {
          Optional<Long> seq = Tables.seq(sql, instanceId);
          return seq.isEmpty()
              ? List.of()
              : Tables.inbox(sql, seq.get()).stream().map(Delivery::event).toList();
        });
  }

  /** What is left to be done, in words: nothing, when all instances have ended. */
  String leftovers() {
    return ready.size()
        + " ready, "
        + delayed.size()
        + " delayed, timer "
        + life.dispatcher.timers().earliest()
        + ", "
        + life.dispatcher.leftovers();
  }

  /**
   * Runs what can run, then jumps to the next timer and runs what follows from it.
   *
   * @return false if there is no timer
   */
  public boolean runToNextTimer() {
    runUntilIdle();
    Instant next = nextTime();
    if (next == null) {
      return false;
    }
    jump(next);
    return true;
  }

  /** Lets so much time pass, with all that happens in it. */
  public void advance(Duration time) {
    runUntilIdle();
    Instant end = now.plus(time);
    for (Instant next = nextTime(); next != null && !next.isAfter(end); next = nextTime()) {
      jump(next);
    }
    now = end;
  }

  /**
   * Lets time run until the instance is as wanted.
   *
   * @throws IllegalStateException if nothing is left that could make it so
   */
  public InstanceState runUntil(String instanceId, Predicate<InstanceState> wanted) {
    while (true) {
      runUntilIdle();
      InstanceState state =
          life.client.find(instanceId).orElseThrow(() -> new InstanceNotFoundException(instanceId));
      if (wanted.test(state)) {
        return state;
      }
      if (state.status().isTerminal() || !runToNextTimer()) {
        throw new IllegalStateException(
            "At " + now + " nothing is left to happen, and it is " + state);
      }
    }
  }

  /** Lets time run until the instance has ended. */
  public InstanceState runToEnd(String instanceId) {
    return runUntil(instanceId, state -> state.status().isTerminal());
  }

  /** When something will happen by itself, or null if nothing will. */
  private @Nullable Instant nextTime() {
    Timer timer = life.dispatcher.timers().earliest();
    Delayed work = delayed.peek();
    Instant byTimer = timer == null ? null : Instant.ofEpochMilli(timer.fireAt() + 1);
    if (byTimer == null || work != null && work.at().isBefore(byTimer)) {
      return work == null ? null : work.at();
    }
    return byTimer;
  }

  private void jump(Instant time) {
    pass(time);
    runUntilIdle();
  }

  private void pass(Instant time) {
    if (time.isAfter(now)) {
      now = time;
    }
    while (!delayed.isEmpty() && !delayed.peek().at().isAfter(now)) {
      delayed.remove().work().run();
    }
    Dispatcher dispatcher = life.dispatcher;
    dispatcher
        .timers()
        .takeDue(now.toEpochMilli(), Integer.MAX_VALUE)
        .forEach(timer -> ready.add(() -> dispatcher.fire(timer)));
  }

  @Override
  public void close() {
    life.store.close();
  }
}
