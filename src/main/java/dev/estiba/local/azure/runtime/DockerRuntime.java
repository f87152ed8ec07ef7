package dev.estiba.local.azure.runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.BadRequestException;
import dev.estiba.local.azure.runtime.ContainerRefusedException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs containers on an engine that speaks Docker's API. */
public final class DockerRuntime implements ContainerRuntime {

  private static final Logger log = LoggerFactory.getLogger(DockerRuntime.class);

  /** ACI's own limit on the making of a group. */
  private static final Duration PROVISIONING_TIMEOUT = Duration.ofMinutes(30);

  private static final long RETRY_SECONDS = 10;
  private static final int LAUNCH_THREADS = 4;

  private final DockerClient client;
  private final DockerContainers containers;
  private final DockerImages images;
  private final DockerEvents events;
  private final InstantSource clock = InstantSource.system();
  private final ScheduledExecutorService launches =
      Executors.newScheduledThreadPool(LAUNCH_THREADS, Daemons.named("docker"));

  /** What is to be run and not removed; a launch holds the lock of its entry. */
  private final Map<ContainerId, Object> wanted = new ConcurrentHashMap<>();

  /** The containers that were made, by name: their states are reported. */
  private final Map<String, ContainerId> followed = new ConcurrentHashMap<>();

  /** The containers whose admission began a pull, until they are launched. */
  private final Set<ContainerId> pulled = ConcurrentHashMap.newKeySet();

  private volatile ContainerListener listener = (id, state) -> {};
  private volatile double cpus = 1;

  private DockerRuntime(DockerClient client, String owner) {
    this.client = client;
    this.containers = new DockerContainers(client, owner);
    this.images = new DockerImages(client);
    this.events =
        new DockerEvents(client, DockerContainers.NAME_LABEL, this::observe, this::observeAll);
  }

  /**
   * Connects when it is opened.
   *
   * @param owner identifies the data directory: containers of others are never touched
   */
  public static DockerRuntime on(ContainerEngine engine, String owner) {
    return new DockerRuntime(engine.connect(), owner);
  }

  @Override
  public void open(ContainerListener newListener, Set<ContainerId> known, Set<String> groups)
      throws IOException, InterruptedException {
    listener = newListener;
    cpus = Objects.requireNonNullElse(client.infoCmd().exec().getNCPU(), 1);
    Set<String> names = new HashSet<>();
    known.forEach(id -> names.add(id.name()));
    for (String name : containers.names()) {
      if (!names.contains(name)) {
        log.info("Removing container {}, which belongs to no container group", name);
        containers.remove(name);
      }
    }
    events.connect();
  }

  @Override
  public void admit(ContainerSpec spec) throws ContainerRefusedException {
    try {
      if (!images.isHere(spec.image())) {
        images.pull(spec).awaitResolved();
        pulled.add(spec.id());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContainerRefusedException(Reason.ENGINE_UNAVAILABLE, "Interrupted.");
    } catch (RuntimeException e) {
      throw new ContainerRefusedException(
          Reason.ENGINE_UNAVAILABLE, "The container engine does not answer: " + PullErrors.text(e));
    }
  }

  @Override
  public void start(ContainerSpec spec) {
    wanted.put(spec.id(), new Object());
    later(spec, Duration.ZERO, () -> launch(spec));
  }

  @Override
  public void resume(ContainerSpec spec) {
    wanted.put(spec.id(), new Object());
    followed.put(spec.id().name(), spec.id());
    later(spec, Duration.ZERO, () -> observe(spec.id().name()));
  }

  private void launch(ContainerSpec spec) {
    boolean exists = containers.inspect(spec.id().name()).isPresent();
    boolean ready = exists || images.isHere(spec.image());
    if (pulled.remove(spec.id()) || !ready) {
      listener.changed(spec.id(), new ContainerState.Pulling(clock.instant()));
    }
    if (ready) {
      createAndStart(spec);
    } else {
      var unused =
          images.pull(spec).done().whenComplete((nothing, error) -> pullEnded(spec, error));
    }
  }

  private void pullEnded(ContainerSpec spec, @Nullable Throwable error) {
    if (error == null) {
      later(spec, Duration.ZERO, () -> createAndStart(spec));
    } else {
      pullFailed(spec, ImagePull.refusal(error));
    }
  }

  private void pullFailed(ContainerSpec spec, ContainerRefusedException failure) {
    String message = String.valueOf(failure.getMessage());
    boolean hopeless =
        failure.reason() == Reason.INACCESSIBLE_IMAGE
            || clock.instant().isAfter(spec.requestedAt().plus(PROVISIONING_TIMEOUT));
    if (hopeless) {
      listener.changed(
          spec.id(), new ContainerState.NotProvisioned(clock.instant(), "ErrImagePull", message));
    } else {
      log.warn("Tried to pull {} but failed; will retry: {}", spec.image(), message);
      later(spec, Duration.ofSeconds(RETRY_SECONDS), () -> launch(spec));
    }
  }

  private void createAndStart(ContainerSpec spec) {
    Object lock = wanted.get(spec.id());
    if (lock == null) {
      return;
    }
    synchronized (lock) {
      if (wanted.get(spec.id()) == lock) {
        createAndStartWanted(spec);
      }
    }
  }

  private void createAndStartWanted(ContainerSpec spec) {
    String name = spec.id().name();
    Optional<InspectContainerResponse> existing = containers.inspect(name);
    if (existing.isEmpty()) {
      listener.changed(spec.id(), new ContainerState.Starting(clock.instant()));
      containers.create(spec, cpus);
    }
    followed.put(name, spec.id());
    if (existing.isEmpty() || DockerStates.isFresh(existing.get())) {
      containers.start(name).ifPresent(problem -> startFailed(spec.id(), problem));
    }
    observe(name);
  }

  /** Not every engine keeps in the container why it could not be started. */
  private void startFailed(ContainerId id, String problem) {
    Instant now = clock.instant();
    Optional<InspectContainerResponse> container = containers.inspect(id.name());
    boolean runs =
        container.map(c -> DockerStates.of(c, now)).orElse(null) instanceof ContainerState.Running;
    if (!runs) {
      int exitCode =
          container.map(c -> c.getState().getExitCodeLong()).map(Long::intValue).orElse(0);
      report(id, DockerStates.cannotRun(now, exitCode, problem));
    }
  }

  private void observeAll() {
    followed.keySet().forEach(this::observe);
  }

  /** Called after each event: what counts is what the engine says now. */
  private void observe(String name) {
    ContainerId id = followed.get(name);
    if (id == null) {
      return;
    }
    try {
      Instant now = clock.instant();
      ContainerState state =
          containers
              .inspect(name)
              .map(container -> DockerStates.of(container, now))
              .orElseGet(() -> ContainerState.Terminated.lost(null, now));
      report(id, state);
    } catch (RuntimeException e) {
      // The stream of events breaks too, and its reconnect looks again.
      log.warn("Tried to inspect container {} but failed: {}", name, e.toString());
    }
  }

  private void report(ContainerId id, ContainerState state) {
    if (state.ended()) {
      followed.remove(id.name());
    }
    listener.changed(id, state);
  }

  @Override
  public void stop(ContainerId id) throws IOException {
    forget(id);
    try {
      containers.stop(id.name());
    } catch (RuntimeException e) {
      throw new IOException("Tried to stop container " + id + " but failed", e);
    }
  }

  private void forget(ContainerId id) {
    followed.remove(id.name());
    Object lock = wanted.remove(id);
    if (lock != null) {
      // Waits for a launch that has begun; later ones see that the entry is gone.
      synchronized (lock) {
        followed.remove(id.name());
      }
    }
  }

  @Override
  public void remove(ContainerId id) throws IOException, InterruptedException {
    forget(id);
    try {
      containers.remove(id.name());
    } catch (RuntimeException e) {
      throw new IOException("Tried to remove container " + id + " but failed", e);
    }
  }

  @Override
  public Optional<String> log(ContainerId id, LogQuery query)
      throws IOException, InterruptedException {
    try {
      Optional<InspectContainerResponse> container = containers.inspect(id.name());
      return container.isEmpty() || DockerStates.isFresh(container.get())
          ? Optional.empty()
          : containers.log(id.name(), query);
    } catch (RuntimeException e) {
      throw new IOException("Tried to read the log of container " + id + " but failed", e);
    }
  }

  private void later(ContainerSpec spec, Duration wait, Runnable step) {
    try {
      var unused =
          launches.schedule(() -> attempt(spec, step), wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Closed; the next process goes on with {}", spec.id());
    }
  }

  /** What the engine cannot do now it is asked again later, until the time for it is over. */
  private void attempt(ContainerSpec spec, Runnable step) {
    if (!wanted.containsKey(spec.id())) {
      return;
    }
    try {
      step.run();
    } catch (RuntimeException e) {
      String message = PullErrors.text(e);
      boolean hopeless = e instanceof BadRequestException;
      if (hopeless || clock.instant().isAfter(spec.requestedAt().plus(PROVISIONING_TIMEOUT))) {
        report(spec.id(), new ContainerState.NotProvisioned(clock.instant(), "Failed", message));
      } else {
        log.warn("Tried to start container {} but failed; will retry: {}", spec.id(), message);
        later(spec, Duration.ofSeconds(RETRY_SECONDS), () -> launch(spec));
      }
    }
  }

  @Override
  public void close() {
    events.close();
    launches.shutdownNow();
    try {
      client.close();
    } catch (IOException e) {
      log.debug("Tried to close the connection to the engine but failed", e);
    }
  }
}
