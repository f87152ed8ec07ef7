package dev.estiba.local.taskhub;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How a task hub runs.
 *
 * @param database the file; its directory is made when missing. Beside it lie a lock file and,
 *     while the hub is open, SQLite's {@code -wal} and {@code -shm} files
 * @param hubName the name that management queries know this hub by
 * @param maxConcurrentActivities 1 or more
 * @param maxConcurrentOrchestrators 1 or more; each has a thread with a stack of 64 MB
 * @param grpcPort of the loopback endpoint; 0 for any free one
 * @param closeTimeout how long {@link TaskHub#close} waits for work in flight
 * @param externalWorkers whether workers in other processes may connect; then an orchestrator or
 *     activity that this process does not have waits for one of them, instead of failing
 * @param clock the time that timers, histories and instances are given
 */
public record TaskHubOptions(
    Path database,
    String hubName,
    int maxConcurrentActivities,
    int maxConcurrentOrchestrators,
    int grpcPort,
    Duration closeTimeout,
    boolean externalWorkers,
    InstantSource clock) {

  public TaskHubOptions {
    if (hubName.isBlank()) {
      throw new IllegalArgumentException("hubName is blank.");
    }
    if (maxConcurrentActivities < 1 || maxConcurrentOrchestrators < 1) {
      throw new IllegalArgumentException(
          "A task hub needs at least one thread for activities and one for orchestrators, not "
              + maxConcurrentActivities
              + " and "
              + maxConcurrentOrchestrators
              + ".");
    }
    if (grpcPort < 0 || grpcPort > 65535) {
      throw new IllegalArgumentException("grpcPort " + grpcPort + " is not within 0 to 65535.");
    }
    if (closeTimeout.isNegative()) {
      throw new IllegalArgumentException("closeTimeout " + closeTimeout + " is negative.");
    }
  }

  /** The usual options: any free port, the system's clock, 3 seconds to close. */
  public static TaskHubOptions of(Path database) {
    int processors = Runtime.getRuntime().availableProcessors();
    return new TaskHubOptions(
        database,
        "TaskHub",
        10 * processors,
        Math.max(4, 2 * processors),
        0,
        Duration.ofSeconds(3),
        false,
        InstantSource.system());
  }

  public TaskHubOptions withHubName(String newHubName) {
    return new TaskHubOptions(
        database,
        newHubName,
        maxConcurrentActivities,
        maxConcurrentOrchestrators,
        grpcPort,
        closeTimeout,
        externalWorkers,
        clock);
  }

  public TaskHubOptions withConcurrency(int activities, int orchestrators) {
    return new TaskHubOptions(
        database,
        hubName,
        activities,
        orchestrators,
        grpcPort,
        closeTimeout,
        externalWorkers,
        clock);
  }

  public TaskHubOptions withGrpcPort(int port) {
    return new TaskHubOptions(
        database,
        hubName,
        maxConcurrentActivities,
        maxConcurrentOrchestrators,
        port,
        closeTimeout,
        externalWorkers,
        clock);
  }

  public TaskHubOptions withCloseTimeout(Duration timeout) {
    return new TaskHubOptions(
        database,
        hubName,
        maxConcurrentActivities,
        maxConcurrentOrchestrators,
        grpcPort,
        timeout,
        externalWorkers,
        clock);
  }

  public TaskHubOptions withExternalWorkers(boolean allowed) {
    return new TaskHubOptions(
        database,
        hubName,
        maxConcurrentActivities,
        maxConcurrentOrchestrators,
        grpcPort,
        closeTimeout,
        allowed,
        clock);
  }

  public TaskHubOptions withClock(InstantSource newClock) {
    return new TaskHubOptions(
        database,
        hubName,
        maxConcurrentActivities,
        maxConcurrentOrchestrators,
        grpcPort,
        closeTimeout,
        externalWorkers,
        newClock);
  }
}
