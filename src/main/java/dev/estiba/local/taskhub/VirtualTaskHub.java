package dev.estiba.local.taskhub;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
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
  private final Store store;
  private final StoreClient client;
  private final Dispatcher dispatcher;
  private Instant now;
  private long delays;

  /**
   * @param start the time that it is at first
   */
  public VirtualTaskHub(WorkExecutor executor, Instant start) {
    this.now = start;
    this.store = Store.inMemory(this::now);
    Waiters waiters = new Waiters(store, ready::add);
    store.subscribe(waiters::changed);
    this.client = new StoreClient(store, waiters);
    CallerWorkers workers = new CallerWorkers();
    Dispatcher.Threads threads =
        new Dispatcher.Threads(workers, workers, new VirtualDelays(), () -> 0L);
    this.dispatcher = new Dispatcher(store, executor, null, threads, this::now);
    dispatcher.start();
  }

  /** What is asked of it is done when time is next let run. */
  public TaskHubClient client() {
    return client;
  }

  public Instant now() {
    return now;
  }

  /** Runs every turn and activity that can run without any time passing. */
  public void runUntilIdle() {
    for (Runnable work = ready.poll(); work != null; work = ready.poll()) {
      try {
        work.run();
      } catch (RuntimeException e) {
        log.error("A task hub worker failed outside of the code that it ran", e);
      }
    }
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
          client.find(instanceId).orElseThrow(() -> new InstanceNotFoundException(instanceId));
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
    Timer timer = dispatcher.timers().earliest();
    Delayed work = delayed.peek();
    Instant byTimer = timer == null ? null : Instant.ofEpochMilli(timer.fireAt() + 1);
    if (byTimer == null || work != null && work.at().isBefore(byTimer)) {
      return work == null ? null : work.at();
    }
    return byTimer;
  }

  private void jump(Instant time) {
    if (time.isAfter(now)) {
      now = time;
    }
    while (!delayed.isEmpty() && !delayed.peek().at().isAfter(now)) {
      delayed.remove().work().run();
    }
    dispatcher.timers().takeDue(now.toEpochMilli(), Integer.MAX_VALUE).forEach(dispatcher::fire);
    runUntilIdle();
  }

  @Override
  public void close() {
    store.close();
  }
}
