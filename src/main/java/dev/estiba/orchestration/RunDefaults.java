package dev.estiba.orchestration;

import dev.estiba.task.ContainerTask;
import dev.estiba.task.PriceTable;
import org.jspecify.annotations.Nullable;

/**
 * What an installation says about every task. Handed on to orchestrations that start tasks: they
 * may not read it from anywhere.
 *
 * @param resourceGroup of tasks that name none
 * @param location of tasks that name none
 * @param watchMillis the shortest time between two looks at a running group
 * @param longestWatchMillis the longest
 * @param prices what container groups cost
 */
public record RunDefaults(
    String resourceGroup,
    String location,
    long watchMillis,
    long longestWatchMillis,
    PriceTable prices) {

  /**
   * What {@link RunTask} is started with.
   *
   * @param task without any literal secret
   * @param secretsOwner for whom its secrets were sealed
   * @param fingerprint of the request, if it may come again
   */
  public RunTaskInput input(ContainerTask task, String secretsOwner, @Nullable String fingerprint) {
    ContainerTask placed = task.placedIn(resourceGroup, location);
    return new RunTaskInput(
        placed,
        watchMillis,
        longestWatchMillis,
        Candidates.of(placed, prices),
        secretsOwner,
        fingerprint,
        false,
        null);
  }
}
