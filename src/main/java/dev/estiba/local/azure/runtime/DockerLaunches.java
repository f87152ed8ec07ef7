package dev.estiba.local.azure.runtime;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.estiba.local.azure.runtime.ContainerRefusedException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings containers to run: sandbox, image, container, start. Engines do each in a tenth of a
 * second or so, thus nothing is asked that an answer tells anyway: what is missing shows when it is
 * needed.
 */
final class DockerLaunches implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DockerLaunches.class);

  /** ACI's own limit on the making of a group. */
  private static final Duration PROVISIONING_TIMEOUT = Duration.ofMinutes(30);

  private static final long RETRY_SECONDS = 10;
  private static final int THREADS = 4;

  private final DockerContainers containers;
  private final DockerSandboxes sandboxes;
  private final DockerImages images;
  private final DockerReports reports;
  private final InstantSource clock;
  private final ScheduledExecutorService executor =
      Executors.newScheduledThreadPool(THREADS, Daemons.named("docker"));

  /** The containers whose admission began a pull, until they are launched. */
  private final Set<ContainerId> pulled = ConcurrentHashMap.newKeySet();

  private volatile double cpus = 1;

  DockerLaunches(
      DockerContainers containers,
      DockerSandboxes sandboxes,
      DockerImages images,
      DockerReports reports,
      InstantSource clock) {
    this.containers = containers;
    this.sandboxes = sandboxes;
    this.images = images;
    this.reports = reports;
    this.clock = clock;
  }

  /** A container is never given more. */
  void limitCpus(double most) {
    cpus = most;
  }

  void pullWasBegun(ContainerId id) {
    pulled.add(id);
  }

  void begin(ContainerSpec spec) {
    later(spec, Duration.ZERO, () -> launch(spec));
  }

  /** Runs a step that needs no launch. */
  void soon(Runnable step) {
    try {
      executor.execute(() -> attempt(step));
    } catch (RejectedExecutionException e) {
      log.debug("Closed");
    }
  }

  private static void attempt(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      log.warn("The container engine failed", e);
    }
  }

  private void launch(ContainerSpec spec) {
    if (pulled.remove(spec.id())) {
      reports.report(spec.id(), new ContainerState.Pulling(clock.instant()));
    }
    if (DockerSandboxes.isNeeded(spec.group())) {
      // Whoever removes the container waits for this, and so sees the sandbox that is asked for.
      reports.whileWanted(spec.id(), () -> launchInSandbox(spec));
    } else {
      createAndStart(spec, false);
    }
  }

  private void launchInSandbox(ContainerSpec spec) {
    var unused =
        sandboxes
            .ready(spec.group())
            .whenComplete(
                (nothing, error) ->
                    later(spec, Duration.ZERO, () -> sandboxIsReady(spec, cause(error))));
  }

  private void sandboxIsReady(ContainerSpec spec, @Nullable Throwable error) {
    if (error == null) {
      createAndStart(spec, false);
    } else {
      failed(spec, error);
    }
  }

  private static @Nullable Throwable cause(@Nullable Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  private void createAndStart(ContainerSpec spec, boolean afterPull) {
    reports.whileWanted(
        spec.id(),
        () -> {
          try {
            start(spec, containers.create(spec, cpus));
          } catch (NotFoundException e) {
            if (afterPull || images.isHere(spec.image())) {
              // The sandbox or the image was removed meanwhile.
              throw e;
            }
            pull(spec);
          }
        });
  }

  private void start(ContainerSpec spec, DockerContainers.Made made) {
    ContainerId id = spec.id();
    reports.follow(id);
    if (made == DockerContainers.Made.NEW || isFresh(id)) {
      reports.report(id, new ContainerState.Starting(clock.instant(), true));
      try {
        containers.start(id.name()).ifPresent(problem -> startFailed(id, problem));
      } catch (ConflictException e) {
        // Its sandbox has ended; a container that could not be started once is not started again.
        containers.discard(id.name());
        throw e;
      }
    }
    reports.observe(id.name());
  }

  private boolean isFresh(ContainerId id) {
    return containers.inspect(id.name()).filter(DockerStates::isFresh).isPresent();
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
      reports.report(id, DockerStates.cannotRun(now, exitCode, problem));
    }
  }

  private void pull(ContainerSpec spec) {
    reports.report(spec.id(), new ContainerState.Pulling(clock.instant()));
    var unused = images.pull(spec).done().whenComplete((nothing, error) -> pullEnded(spec, error));
  }

  private void pullEnded(ContainerSpec spec, @Nullable Throwable error) {
    if (error == null) {
      later(spec, Duration.ZERO, () -> createAndStart(spec, true));
    } else {
      pullFailed(spec, ImagePull.refusal(cause(error)));
    }
  }

  private void pullFailed(ContainerSpec spec, ContainerRefusedException failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure.reason() == Reason.INACCESSIBLE_IMAGE || isTooLate(spec)) {
      giveUp(spec, "ErrImagePull", message);
    } else {
      log.warn("Tried to pull {} but failed; will retry: {}", spec.image(), message);
      retry(spec);
    }
  }

  /** What the engine cannot do now it is asked again later, until the time for it is over. */
  private void failed(ContainerSpec spec, Throwable e) {
    if (e instanceof GroupFailedException failure) {
      giveUp(spec, failure.detail(), failure.getMessage());
    } else if (e instanceof BadRequestException || isTooLate(spec)) {
      giveUp(spec, "Failed", PullErrors.text(e));
    } else {
      log.warn(
          "Tried to start container {} but failed; will retry: {}", spec.id(), PullErrors.text(e));
      retry(spec);
    }
  }

  private boolean isTooLate(ContainerSpec spec) {
    return clock.instant().isAfter(spec.requestedAt().plus(PROVISIONING_TIMEOUT));
  }

  private void giveUp(ContainerSpec spec, String detail, @Nullable String message) {
    String text = Objects.requireNonNullElse(message, "unknown error");
    reports.report(spec.id(), new ContainerState.NotProvisioned(clock.instant(), detail, text));
  }

  private void retry(ContainerSpec spec) {
    later(spec, Duration.ofSeconds(RETRY_SECONDS), () -> launch(spec));
  }

  private void later(ContainerSpec spec, Duration wait, Runnable step) {
    try {
      var unused =
          executor.schedule(() -> attempt(spec, step), wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Closed; the next process goes on with {}", spec.id());
    }
  }

  private void attempt(ContainerSpec spec, Runnable step) {
    if (!reports.isWanted(spec.id())) {
      return;
    }
    try {
      step.run();
    } catch (RuntimeException e) {
      failed(spec, e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
