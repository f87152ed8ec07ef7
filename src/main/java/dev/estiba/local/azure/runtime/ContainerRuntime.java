package dev.estiba.local.azure.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Runs containers and tells a {@link ContainerListener} how they fare, on threads of its own.
 * Containers live on when the runtime is closed or its JVM dies, and are found again. Thread-safe.
 */
public interface ContainerRuntime extends AutoCloseable {

  /** How long a container that is to be removed may take to end by itself. */
  Duration GRACE = Duration.ofSeconds(2);

  /**
   * Begins reporting, and removes all containers of this data directory but the known ones. Called
   * once, before all others.
   */
  void open(ContainerListener listener, Set<ContainerId> known)
      throws IOException, InterruptedException;

  /** Checks that the container can be made. May wait for an image registry, not for a download. */
  void admit(ContainerSpec spec) throws ContainerRefusedException;

  /**
   * Makes the container if it is not there, starts it if it never ran, and reports its states from
   * then on. Returns at once.
   */
  void start(ContainerSpec spec);

  /**
   * Reports the states of a container that was seen running or ended; one that is gone is reported
   * as terminated without an exit code. Returns at once.
   */
  void resume(ContainerSpec spec);

  /**
   * Ends and removes a container with all its processes and its log, and returns when it is gone.
   * Does nothing if it is unknown. No state is reported any more.
   */
  void remove(ContainerId id) throws IOException, InterruptedException;

  /** What the container wrote, standard output and error in one; empty before it started. */
  Optional<String> log(ContainerId id, LogQuery query) throws IOException, InterruptedException;

  /** Stops reporting and leaves the containers running. */
  @Override
  void close();
}
