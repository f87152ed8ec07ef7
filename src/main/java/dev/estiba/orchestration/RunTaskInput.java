package dev.estiba.orchestration;

import dev.estiba.task.ContainerTask;
import java.util.Objects;

/**
 * What {@link RunTask} is started with.
 *
 * @param task with its resource group and location filled in
 * @param watchMillis the shortest time between two looks at a running group
 * @param longestWatchMillis the longest
 */
public record RunTaskInput(ContainerTask task, long watchMillis, long longestWatchMillis) {

  public RunTaskInput {
    // Not null for our own code; but anybody can start an orchestration with any input.
    if (Objects.isNull(task)
        || Objects.isNull(task.placement())
        || Objects.isNull(task.placement().resourceGroup())) {
      throw new IllegalArgumentException(
          "RunTask needs a task with a resource group; start tasks with POST /api/tasks.");
    }
  }
}
