package dev.estiba.orchestration;

import dev.estiba.activity.CollectLogs;
import dev.estiba.activity.ContainerEnd;
import dev.estiba.activity.ContainerLog;
import dev.estiba.activity.InspectContainerGroup.Outcome.Terminated;
import dev.estiba.task.Billing;
import dev.estiba.task.ContainerResult;
import dev.estiba.task.ContainerSpec;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Cost;
import dev.estiba.task.Reason;
import dev.estiba.task.Sidecar;
import dev.estiba.task.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says of each container of a group in which all count what became of it. */
final class ContainerResults {

  private final ContainerTask task;
  private final Ending ending;
  private final @Nullable Cost cost;

  /**
   * @param cost of the group; null where there was none
   */
  ContainerResults(ContainerTask task, Ending ending, @Nullable Cost cost) {
    this.task = task;
    this.ending = ending;
    this.cost = cost;
  }

  /**
   * In the order in which the task has them.
   *
   * @param group the name of the group, and of the first container
   */
  List<ContainerResult> of(String group, CollectLogs.@Nullable Outcome log) {
    List<ContainerResult> all = new ArrayList<>();
    all.add(result(group, task.container(), endOfFirst(group), firstLog(group, log)));
    for (Sidecar other : task.sidecars()) {
      all.add(result(other.name(), other.container(), end(other.name()), log(other.name(), log)));
    }
    return all;
  }

  private ContainerResult result(
      String name, ContainerSpec spec, @Nullable ContainerEnd end, @Nullable ContainerLog log) {
    Reason failure = end == null ? ending.reason() : RunFailures.of(end);
    return new ContainerResult(
        name,
        end == null ? ending.state() : failure == null ? TaskState.SUCCEEDED : TaskState.FAILED,
        end == null ? null : end.exitCode(),
        end == null ? null : end.startTime(),
        end == null ? null : end.finishTime(),
        log == null ? null : log.location(),
        log != null && log.complete(),
        failure,
        log == null ? Map.of() : log.outputs(),
        share(spec));
  }

  private @Nullable ContainerEnd endOfFirst(String group) {
    Terminated run = ending.run();
    return run == null || ending.isInterruption()
        ? end(group)
        : new ContainerEnd(
            group,
            run.exitCode(),
            run.startTime(),
            run.finishTime(),
            run.detailStatus(),
            run.restarts());
  }

  private @Nullable ContainerEnd end(String container) {
    return ending.ended().stream()
        .filter(end -> end.name().equals(container))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable ContainerLog firstLog(String group, CollectLogs.@Nullable Outcome log) {
    return log == null
        ? null
        : new ContainerLog(
            group,
            log.location(),
            log.failure() == null && log.gaps() == 0,
            log.gaps(),
            log.outputs());
  }

  private static @Nullable ContainerLog log(String container, CollectLogs.@Nullable Outcome log) {
    return log == null
        ? null
        : log.others().stream()
            .filter(other -> other.container().equals(container))
            .findFirst()
            .orElse(null);
  }

  /** By what it asks for: half by its part of the vCPUs, half by its part of the memory. */
  private @Nullable Cost share(ContainerSpec spec) {
    if (cost == null) {
      return null;
    }
    double cpu = spec.cpu() / Billing.cpu(task);
    double memory = spec.memoryInGB() / Billing.memoryInGB(task);
    return new Cost(
        cost.vCpuSeconds() * cpu,
        cost.memoryGBSeconds() * memory,
        cost.amount() * (cpu + memory) / 2,
        cost.currency());
  }
}
