package dev.estiba.local.azure.runtime;

import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Makes what the containers of a group share: a container that does nothing but carry their network
 * and their volumes. Each step can be done again, after a failure or by the next process.
 */
final class DockerSandboxes implements AutoCloseable {

  private final SandboxContainers sandboxes;
  private final DockerContainers containers;
  private final DockerVolumes volumes;
  private final GitRepositories git;
  private final Map<String, Preparation> preparations = new ConcurrentHashMap<>();

  /** Without a limit: a slow repository keeps no other group waiting. */
  private final ExecutorService executor =
      Executors.newCachedThreadPool(Daemons.named("docker-sandbox"));

  DockerSandboxes(
      SandboxContainers sandboxes,
      DockerContainers containers,
      DockerVolumes volumes,
      GitRepositories git) {
    this.sandboxes = sandboxes;
    this.containers = containers;
    this.volumes = volumes;
    this.git = git;
  }

  /** One run of the making of a sandbox. */
  private static final class Preparation {

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private boolean cancelled;

    synchronized void cancel() {
      cancelled = true;
    }

    synchronized boolean isCancelled() {
      return cancelled;
    }

    /** Nothing is made for a group that is being removed. */
    synchronized void unlessCancelled(Runnable step) {
      if (cancelled) {
        throw new CancellationException("The container group is being removed");
      }
      step.run();
    }
  }

  /** A single container without volumes or ports of its own needs none. */
  static boolean isNeeded(GroupSpec group) {
    return group.sharesNetwork()
        || group.address() != null
        || group.volumes().stream().anyMatch(DockerVolumes::isEngines);
  }

  /**
   * Completes when the sandbox runs. Fails with {@link GroupFailedException} if it never will, else
   * with what may pass.
   */
  CompletableFuture<Void> ready(GroupSpec group) {
    Preparation preparation = new Preparation();
    Preparation running = preparations.putIfAbsent(group.uid(), preparation);
    if (running != null) {
      return running.done;
    }
    executor.execute(() -> prepare(group, preparation));
    return preparation.done;
  }

  private void prepare(GroupSpec group, Preparation preparation) {
    try {
      makeAndStart(group, preparation);
      preparations.remove(group.uid(), preparation);
      preparation.done.complete(null);
    } catch (IOException | RuntimeException e) {
      preparations.remove(group.uid(), preparation);
      preparation.done.completeExceptionally(
          e instanceof IOException io ? new UncheckedIOException(io) : e);
    }
  }

  private void makeAndStart(GroupSpec group, Preparation preparation) throws IOException {
    switch (sandboxes.state(group.uid())) {
      case RUNNING -> {}
      case DIED ->
          preparation.unlessCancelled(
              () -> {
                containers.killAllOf(group.uid());
                sandboxes.start(group);
              });
      case ABSENT, FRESH -> {
        try (VolumeContents contents = VolumeContents.of(group, git, preparation::isCancelled)) {
          preparation.unlessCancelled(() -> sandboxes.create(group));
          contents.forEach(
              (volume, archive) ->
                  preparation.unlessCancelled(() -> sandboxes.copy(group, volume, archive)));
          preparation.unlessCancelled(() -> sandboxes.start(group));
        }
      }
    }
  }

  void remove(String group) throws IOException {
    Preparation preparation = preparations.get(group);
    if (preparation != null) {
      preparation.cancel();
    }
    try {
      sandboxes.remove(group);
      volumes.remove(group);
    } catch (DockerException e) {
      throw new IOException(
          "Tried to remove what the containers of " + group + " share but failed", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
