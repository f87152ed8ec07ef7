package dev.estiba.local.taskhub;

import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Durable Task backend in this process, on one file. Thread-safe.
 *
 * <p>Whatever a method of the {@linkplain #client client} or a call of the gRPC endpoint has
 * answered is on the disk. After a crash at any moment the next {@link #open} and {@link #start}
 * resume every pending turn, activity and timer: activities run at least once.
 */
public final class TaskHub implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TaskHub.class);

  /** Replay recurses, once per failed task for one; the usual stack holds about a thousand. */
  private static final long ORCHESTRATOR_STACK = 64L << 20;

  private final TaskHubOptions options;
  private final Store store;
  private final StoreClient client;
  private final GrpcEndpoint endpoint;
  private final Dispatcher dispatcher;
  private final @Nullable RemoteWorkers remote;
  private final TimerThread timers;
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  private TaskHub(
      TaskHubOptions options,
      Store store,
      GrpcEndpoint endpoint,
      Dispatcher dispatcher,
      @Nullable RemoteWorkers remote) {
    this.options = options;
    this.store = store;
    this.client = endpoint.client();
    this.endpoint = endpoint;
    this.dispatcher = dispatcher;
    this.remote = remote;
    this.timers = new TimerThread(dispatcher.timers(), options.clock(), dispatcher::fire);
  }

  /**
   * Opens the file and the gRPC endpoint: clients may call from now on. No work runs before {@link
   * #start}.
   *
   * @param executor runs the orchestrators and activities of this process
   * @throws TaskHubInUseException if another process or task hub has the file open
   * @throws TaskHubException if the file was written by a newer version or cannot be used, or the
   *     port is taken
   */
  public static TaskHub open(TaskHubOptions options, WorkExecutor executor) {
    return open(options, executor, CommitProbe.NONE);
  }

  static TaskHub open(TaskHubOptions options, WorkExecutor executor, CommitProbe probe) {
    Store store = Store.open(options.database(), options.clock(), probe);
    try {
      @Nullable RemoteWorkers remote =
          options.externalWorkers()
              ? new RemoteWorkers(
                  options.maxConcurrentOrchestrators(), options.maxConcurrentActivities())
              : null;
      GrpcEndpoint endpoint = GrpcEndpoint.open(store, remote, options);
      Dispatcher dispatcher =
          new Dispatcher(store, executor, remote, threads(options), options.clock());
      log.info(
          "Task hub {} is open on {}, port {}",
          options.hubName(),
          options.database(),
          endpoint.port());
      return new TaskHub(options, store, endpoint, dispatcher, remote);
    } catch (RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  private static Dispatcher.Threads threads(TaskHubOptions options) {
    return new Dispatcher.Threads(
        new WorkerPool(
            "taskhub-orchestrator", options.maxConcurrentOrchestrators(), ORCHESTRATOR_STACK),
        new WorkerPool("taskhub-activity", options.maxConcurrentActivities(), 0),
        new DelayThread(),
        System::nanoTime);
  }

  /** Begins to run work, what is left from before first. Does nothing when called again. */
  public void start() {
    if (started.compareAndSet(false, true)) {
      dispatcher.start();
      timers.start();
      log.info("Task hub {} has started", options.hubName());
    }
  }

  public TaskHubClient client() {
    return client;
  }

  /** Where the gRPC endpoint listens, on 127.0.0.1. */
  public int port() {
    return endpoint.port();
  }

  /**
   * Runs no more work, waits for what is in flight as long as the options say, and closes. Threads
   * that are still at work then are interrupted; their work is redelivered at the next start.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      timers.stop();
      dispatcher.stop(options.closeTimeout().toMillis());
      endpoint.close();
      store.close();
      log.info("Task hub {} is closed", options.hubName());
    }
  }

  /** Ends as a crash would: nothing in flight is waited for, nothing more is committed. */
  void kill() {
    if (closed.compareAndSet(false, true)) {
      store.kill();
      timers.stop();
      dispatcher.stop(0);
      endpoint.close();
    }
  }

  /**
   * Why the hub cannot do its work at present, and what to do; empty if it can. Reads and writes
   * the file, so it takes as long as the disk does.
   */
  public Optional<String> problem() {
    if (!Files.exists(options.database())) {
      return Optional.of(
          "The task hub's file "
              + options.database()
              + " is gone; what is written now is lost when the process ends. Restart the process"
              + " to begin with an empty hub.");
    }
    return store.problem();
  }

  /** How many workers of other processes have ever connected. */
  int connections() {
    return remote == null ? 0 : remote.connections();
  }

  /** Looks at the clock now, for a clock that was set: otherwise that may take a second. */
  public void wakeTimers() {
    timers.wake();
  }
}
