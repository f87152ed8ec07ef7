package dev.estiba.local.azure.runtime;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which containers are wanted, and how they fare: their states are told in order, none after an
 * end, and none once they are forgotten. Thread-safe.
 */
final class DockerReports {

  private static final Logger log = LoggerFactory.getLogger(DockerReports.class);

  private final DockerContainers containers;
  private final InstantSource clock;

  /** With a lock for each, held while it is launched or told of. */
  private final Map<ContainerId, Object> wanted = new ConcurrentHashMap<>();

  /** Those that were made and have not ended, by name. */
  private final Map<String, ContainerId> followed = new ConcurrentHashMap<>();

  /** Since when those run that were told to. */
  private final Map<ContainerId, Instant> running = new ConcurrentHashMap<>();

  private volatile ContainerListener listener = (id, state) -> {};

  DockerReports(DockerContainers containers, InstantSource clock) {
    this.containers = containers;
    this.clock = clock;
  }

  void tell(ContainerListener newListener) {
    listener = newListener;
  }

  void want(ContainerId id) {
    wanted.putIfAbsent(id, new Object());
  }

  boolean isWanted(ContainerId id) {
    return wanted.containsKey(id);
  }

  /** From now on its end is noticed. */
  void follow(ContainerId id) {
    followed.put(id.name(), id);
  }

  /** Does nothing if the container is not wanted; else it stays so until the step is done. */
  void whileWanted(ContainerId id, Runnable step) {
    Object lock = wanted.get(id);
    if (lock == null) {
      return;
    }
    synchronized (lock) {
      if (wanted.get(id) == lock) {
        step.run();
      }
    }
  }

  void report(ContainerId id, ContainerState state) {
    whileWanted(
        id,
        () -> {
          if (state.ended()) {
            followed.remove(id.name());
            running.remove(id);
          } else if (state instanceof ContainerState.Running run) {
            running.put(id, run.since());
          }
          listener.changed(id, state);
        });
  }

  /**
   * Saves a tenth of a second: an engine first takes down a container's network, and answers an
   * inspect only then.
   */
  void ended(String name, DockerEvents.Exit exit) {
    ContainerId id = followed.get(name);
    if (id != null) {
      whileWanted(id, () -> ended(id, exit));
    }
  }

  private void ended(ContainerId id, DockerEvents.Exit exit) {
    Instant since = running.get(id);
    if (since == null) {
      observe(id);
      return;
    }
    Instant at = exit.at().isBefore(since) ? since : exit.at();
    report(id, ContainerState.Terminated.exited(since, at, exit.code()));
  }

  /** What counts is not what an event says but what the engine says now. */
  void observe(String name) {
    ContainerId id = followed.get(name);
    if (id != null) {
      whileWanted(id, () -> observe(id));
    }
  }

  private void observe(ContainerId id) {
    if (!followed.containsKey(id.name())) {
      return;
    }
    try {
      Instant now = clock.instant();
      report(
          id,
          containers
              .inspect(id.name())
              .map(container -> DockerStates.of(container, now))
              .orElseGet(() -> ContainerState.Terminated.lost(null, now)));
    } catch (RuntimeException e) {
      // The stream of events breaks too, and its reconnect looks again.
      log.warn("Tried to inspect container {} but failed: {}", id, e.toString());
    }
  }

  void observeAll() {
    followed.keySet().forEach(this::observe);
  }

  /** Returns when nothing more is done for it. */
  void forget(ContainerId id) {
    followed.remove(id.name());
    Object lock = wanted.remove(id);
    if (lock != null) {
      // Waits for a step that has begun; later ones see that the entry is gone.
      synchronized (lock) {
        followed.remove(id.name());
        running.remove(id);
      }
    }
  }
}
