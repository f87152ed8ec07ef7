package dev.estiba.task;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What runs in a container, and what it gets.
 *
 * @param image image reference, with registry, tag or digest as usual
 * @param command replaces the image's entry point and arguments; empty for the image's own
 * @param args follow the command; need one, as ACI knows only whole command lines
 * @param cpu vCPUs, {@value #MIN_CPU} to {@value #MAX_CPU}, in steps of 0.01
 * @param memoryInGB {@value #MIN_MEMORY_GB} to {@value #MAX_MEMORY_GB}, in steps of 0.1
 */
public record ContainerSpec(
    String image,
    List<String> command,
    List<String> args,
    List<EnvironmentVariable> environmentVariables,
    double cpu,
    double memoryInGB,
    List<VolumeMount> volumeMounts) {

  /** The largest of a Standard container group, as Azure documents its limits. */
  public static final double MAX_CPU = 31;

  public static final double MAX_MEMORY_GB = 240;
  public static final double MIN_CPU = 0.1;
  public static final double MIN_MEMORY_GB = 0.1;

  /** What the Azure CLI takes when nothing is said. */
  public static final double DEFAULT_CPU = 1;

  public static final double DEFAULT_MEMORY_GB = 1.5;

  public ContainerSpec {
    command = List.copyOf(command);
    args = List.copyOf(args);
    environmentVariables = List.copyOf(environmentVariables);
    volumeMounts = List.copyOf(volumeMounts);
  }

  ContainerSpec mapSecrets(UnaryOperator<Secret> mapping) {
    return new ContainerSpec(
        image,
        command,
        args,
        environmentVariables.stream().map(variable -> variable.mapSecrets(mapping)).toList(),
        cpu,
        memoryInGB,
        volumeMounts);
  }
}
