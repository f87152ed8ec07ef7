package dev.estiba.functions;

import dev.estiba.batch.PackPlan;
import dev.estiba.task.ContainerResult;
import dev.estiba.task.Cost;
import dev.estiba.task.Reason;
import dev.estiba.task.TaskResult;
import dev.estiba.task.TaskView;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a task says of one item, which may share it with others.
 *
 * @param container which of the task's containers is the item's; null for its own one
 */
record ItemTask(
    @Nullable String container,
    @Nullable Integer exitCode,
    @Nullable Reason reason,
    @Nullable Instant startTime,
    @Nullable Instant finishTime,
    Map<String, String> outputs,
    @Nullable Cost cost) {

  static ItemTask of(TaskView task, int index) {
    String name = PackPlan.containerOf(index);
    boolean beside = task.task().sidecars().stream().anyMatch(other -> other.name().equals(name));
    TaskResult result = task.result();
    if (result == null) {
      return new ItemTask(beside ? name : null, null, task.reason(), null, null, Map.of(), null);
    }
    Optional<ContainerResult> shared =
        beside
            ? result.containers().stream().filter(c -> c.name().equals(name)).findFirst()
            : result.containers().stream().findFirst();
    return shared
        .map(container -> of(beside ? name : null, container))
        .orElseGet(
            () ->
                new ItemTask(
                    null,
                    result.exitCode(),
                    task.reason(),
                    result.startTime(),
                    result.finishTime(),
                    result.outputs(),
                    result.cost()));
  }

  private static ItemTask of(@Nullable String name, ContainerResult result) {
    return new ItemTask(
        name,
        result.exitCode(),
        result.reason(),
        result.startTime(),
        result.finishTime(),
        result.outputs(),
        result.cost());
  }
}
