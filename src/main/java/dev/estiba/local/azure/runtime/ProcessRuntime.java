package dev.estiba.local.azure.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each container's command as a child process in a session and a scratch directory of its own.
 * There is no isolation, and no limit on CPU or memory. Everything known about a process is in its
 * files, so that it does not matter whether this JVM or an earlier one started it.
 */
public final class ProcessRuntime implements ContainerRuntime {

  private static final Logger log = LoggerFactory.getLogger(ProcessRuntime.class);

  private final Path folder;
  private final String owner;
  private final InstantSource clock = InstantSource.system();
  private final ProcessWatch watch;
  private final Map<ContainerId, LogTimes> logTimes = new ConcurrentHashMap<>();

  /** The containers whose states are reported. */
  private final Set<ContainerId> reported = ConcurrentHashMap.newKeySet();

  /** Starts and reports, one at a time, so that the states of a container come in order. */
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Daemons.named("processes"));

  private volatile ContainerListener listener = (id, state) -> {};

  /**
   * @param owner identifies the data directory
   */
  public ProcessRuntime(Path folder, String owner) throws IOException {
    this.folder = folder.toAbsolutePath();
    this.owner = owner;
    this.watch = new ProcessWatch(this::mark, this::observeLater);
  }

  @Override
  public void open(ContainerListener newListener, Set<ContainerId> known, Set<String> groups)
      throws IOException, InterruptedException {
    listener = newListener;
    Set<String> markers = new HashSet<>();
    known.forEach(id -> markers.add(marker(id)));
    ProcessKill.all(
        () ->
            ProcessTable.find(
                null, marker -> marker.startsWith(owner + "/") && !markers.contains(marker)));
    try (Stream<Path> directories = Files.list(folder)) {
      for (Path directory : directories.toList()) {
        if (!markers.contains(owner + "/" + directory.getFileName())) {
          log.info("Removing {}, which belongs to no container group", directory);
          new ProcessFiles(directory).delete();
        }
      }
    }
  }

  @Override
  public Optional<String> problem() {
    return Files.isWritable(folder)
        ? Optional.empty()
        : Optional.of(
            "The folder "
                + folder
                + ", where containers that run as processes keep their logs and states, is gone or"
                + " cannot be written. Put it back, or restart the program to begin with none.");
  }

  @Override
  public void admit(ContainerSpec spec) throws ContainerRefusedException {
    if (spec.command().isEmpty()) {
      throw new ContainerRefusedException(
          ContainerRefusedException.Reason.NOT_RUNNABLE,
          "Without a container engine only a command can run, and the container '"
              + spec.id().container()
              + "' has none. Start Docker or Podman to run its image, or give a command.");
    }
    if (!spec.mounts().isEmpty()) {
      throw new ContainerRefusedException(
          ContainerRefusedException.Reason.NOT_RUNNABLE,
          "Without a container engine there are no volumes, and the container '"
              + spec.id().container()
              + "' mounts '"
              + spec.mounts().get(0).volume()
              + "'. Start Docker or Podman, or leave out its volumeMounts.");
    }
  }

  @Override
  public void start(ContainerSpec spec) {
    reported.add(spec.id());
    work(spec.id(), () -> launch(spec));
  }

  @Override
  public void resume(ContainerSpec spec) {
    reported.add(spec.id());
    work(
        spec.id(),
        () -> {
          if (files(spec.id()).pid().isEmpty()) {
            report(spec.id(), ContainerState.Terminated.lost(null, clock.instant()));
          } else {
            follow(spec.id());
          }
        });
  }

  private synchronized void launch(ContainerSpec spec) throws IOException, InterruptedException {
    ContainerId id = spec.id();
    if (!reported.contains(id)) {
      return;
    }
    ProcessFiles files = files(id);
    if (files.pid().isEmpty()) {
      report(id, new ContainerState.Starting(clock.instant()));
      Files.createDirectories(files.scratch());
      String path = spec.environment().getOrDefault("PATH", ProcessWrapper.PATH);
      var problem = CommandSearch.problemOf(spec.command().get(0), path, files.scratch());
      if (problem.isPresent()) {
        report(
            id,
            ContainerState.Terminated.cannotRun(
                clock.instant(), problem.get().exitCode(), problem.get().message()));
        return;
      }
      watch.add(id, files.directory());
      Process process = ProcessWrapper.start(files, spec, marker(id));
      var unused = process.onExit().thenRun(() -> work(id, () -> wrapperEnded(id)));
    } else {
      follow(id);
    }
  }

  /** Goes on with a process that another JVM may have started. */
  private void follow(ContainerId id) throws IOException, InterruptedException {
    ProcessFiles files = files(id);
    times(id).markUnwatched();
    watch.add(id, files.directory());
    Optional<ProcessHandle> process = files.pid().flatMap(pid -> ProcessHandle.of(pid.pid()));
    if (process.isPresent()) {
      var unused = process.get().onExit().thenRun(() -> observeLater(id));
    }
    observe(id);
  }

  private void wrapperEnded(ContainerId id) throws IOException, InterruptedException {
    if (reported.contains(id) && files(id).pid().isEmpty()) {
      String message = "The process could not be started; see " + files(id).directory();
      report(id, ContainerState.Terminated.cannotRun(clock.instant(), 126, message));
    } else {
      observe(id);
    }
  }

  private void observeLater(ContainerId id) {
    work(id, () -> observe(id));
  }

  private void observe(ContainerId id) throws IOException, InterruptedException {
    if (!reported.contains(id)) {
      return;
    }
    ProcessFiles files = files(id);
    Optional<ProcessFiles.Pid> pid = files.pid();
    if (pid.isEmpty()) {
      return;
    }
    ContainerState state = state(files, pid.get());
    if (state.ended()) {
      ProcessKill.now(() -> processesOf(id));
      times(id).mark();
    }
    report(id, state);
  }

  private ContainerState state(ProcessFiles files, ProcessFiles.Pid pid) throws IOException {
    Instant startedAt = files.startedAt();
    // Looked at first: a process that is not alive has written its exit code before, or never will.
    boolean alive = ProcessTable.isAlive(pid);
    Optional<Integer> exitCode = files.exitCode();
    if (exitCode.isPresent()) {
      return ContainerState.Terminated.exited(startedAt, files.finishedAt(), exitCode.get());
    }
    return alive
        ? new ContainerState.Running(startedAt)
        : ContainerState.Terminated.lost(startedAt, clock.instant());
  }

  private void report(ContainerId id, ContainerState state) {
    if (state.ended()) {
      reported.remove(id);
      watch.remove(id);
    }
    listener.changed(id, state);
  }

  @Override
  public void stop(ContainerId id) throws IOException, InterruptedException {
    synchronized (this) {
      reported.remove(id);
    }
    watch.remove(id);
    ProcessKill.all(() -> processesOf(id));
    mark(id);
  }

  @Override
  public void remove(ContainerId id) throws IOException, InterruptedException {
    stop(id);
    times(id).close();
    files(id).delete();
    logTimes.remove(id);
  }

  @Override
  public Optional<String> log(ContainerId id, LogQuery query) throws IOException {
    ProcessFiles files = files(id);
    return files.pid().isEmpty()
        ? Optional.empty()
        : Optional.of(ProcessLog.read(files.log(), times(id), query));
  }

  private List<ProcessHandle> processesOf(ContainerId id) throws IOException {
    String marker = marker(id);
    return ProcessTable.find(files(id).pid().orElse(null), marker::equals);
  }

  private void mark(ContainerId id) {
    try {
      times(id).mark();
    } catch (IOException e) {
      log.warn("Tried to note the time of log lines of {} but failed", id, e);
    }
  }

  private LogTimes times(ContainerId id) {
    return logTimes.computeIfAbsent(id, i -> new LogTimes(files(i), clock));
  }

  private ProcessFiles files(ContainerId id) {
    return new ProcessFiles(folder.resolve(id.name()));
  }

  private String marker(ContainerId id) {
    return owner + "/" + id.name();
  }

  /** A step that looks at files and processes. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  private void work(ContainerId id, Step step) {
    try {
      worker.execute(() -> attempt(id, step));
    } catch (RejectedExecutionException e) {
      log.debug("Closed; the next process goes on with {}", id);
    }
  }

  private void attempt(ContainerId id, Step step) {
    try {
      step.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      if (!reported.contains(id)) {
        return;
      }
      log.error("Container {} failed on this machine", id, e);
      report(
          id,
          new ContainerState.NotProvisioned(
              clock.instant(), "Failed", "The process could not be handled: " + e.getMessage()));
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
    watch.close();
  }
}
