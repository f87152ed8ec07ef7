package dev.estiba.local.azure.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
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
   * Begins reporting, and removes what this data directory has of other containers and groups than
   * the known ones. Called once, before all others.
   *
   * @param groups the uids of the known groups
   */
  void open(ContainerListener listener, Set<ContainerId> known, Set<String> groups)
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
   * Ends a container with all its processes, and returns when they are gone; its log stays. Does
   * nothing if it is unknown or has ended. No state is reported any more.
   */
  void stop(ContainerId id) throws IOException, InterruptedException;

  /**
   * Ends and removes a container with all its processes and its log, and returns when it is gone.
   * Does nothing if it is unknown. No state is reported any more.
   */
  void remove(ContainerId id) throws IOException, InterruptedException;

  /**
   * Removes what the containers of a group shared: its volumes and its network. Called when all of
   * them are removed.
   *
   * @param group its uid
   */
  default void removeGroup(String group) throws IOException, InterruptedException {}

  /** The images that need no download, each with its tag. */
  default List<String> cachedImages() throws IOException {
    return List.of();
  }

  /** Why containers cannot be run at present, and what to do; empty if they can. */
  default Optional<String> problem() {
    return Optional.empty();
  }

  /** The name under which a container reaches services of this machine's loopback. */
  default String hostName() {
    return "127.0.0.1";
  }

  /**
   * Where a service of this machine must listen so that containers reach it under {@link
   * #hostName}; empty if loopback is enough.
   */
  default Optional<String> hostAddress() throws IOException {
    return Optional.empty();
  }

  /** What the container wrote, standard output and error in one; empty before it started. */
  Optional<String> log(ContainerId id, LogQuery query) throws IOException, InterruptedException;

  /** Stops reporting and leaves the containers running. */
  @Override
  void close();
}
