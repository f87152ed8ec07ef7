package dev.estiba.testing;

import dev.estiba.task.ContainerSpec;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.EnvironmentVariable;
import java.util.List;
import java.util.Map;

/** Tasks for tests. */
public final class Tasks {

  private Tasks() {}

  /** One busybox in westeurope, resource group estiba, that may take a day. */
  public static ContainerTask aTask() {
    return aTask(List.of(), Map.of());
  }

  public static ContainerTask aTask(List<String> command, Map<String, String> variables) {
    List<EnvironmentVariable> environment =
        variables.entrySet().stream()
            .map(variable -> new EnvironmentVariable(variable.getKey(), variable.getValue(), null))
            .toList();
    return ContainerTask.of(
            null, new ContainerSpec("busybox", command, List.of(), environment, 1, 1.5, List.of()))
        .placedIn("estiba", "westeurope");
  }
}
