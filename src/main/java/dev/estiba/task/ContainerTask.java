package dev.estiba.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One container to run to its end. Made by {@link TaskParser}, which holds the rules.
 *
 * @param name the container group's name starts with it; null for {@code task}
 * @param image image reference, with registry, tag or digest as usual
 * @param command replaces the image's entry point and arguments; empty for the image's own
 * @param cpu vCPUs, {@value #MIN_CPU} to {@value #MAX_CPU}
 * @param memoryInGB {@value #MIN_MEMORY_GB} to {@value #MAX_MEMORY_GB}
 * @param timeoutSeconds how long the task may take in all, from its submission; 1 to {@value
 *     #MAX_TIMEOUT_SECONDS}
 * @param resourceGroup where the container group is made; null for the configured one
 * @param location Azure region; null for the configured one
 */
public record ContainerTask(
    @Nullable String name,
    String image,
    List<String> command,
    List<EnvironmentVariable> environmentVariables,
    double cpu,
    double memoryInGB,
    long timeoutSeconds,
    @Nullable String resourceGroup,
    @Nullable String location) {

  /** The largest of a Standard container group, as Azure documents its limits. */
  public static final double MAX_CPU = 31;

  public static final double MAX_MEMORY_GB = 240;
  public static final double MIN_CPU = 0.1;
  public static final double MIN_MEMORY_GB = 0.1;
  public static final long MAX_TIMEOUT_SECONDS = 30L * 24 * 3600;

  /** What the Azure CLI takes when nothing is said. */
  public static final double DEFAULT_CPU = 1;

  public static final double DEFAULT_MEMORY_GB = 1.5;
  public static final long DEFAULT_TIMEOUT_SECONDS = 24L * 3600;

  public ContainerTask {
    command = List.copyOf(command);
    environmentVariables = List.copyOf(environmentVariables);
  }

  /** The same task with its place filled in where it said none. */
  public ContainerTask placedIn(String defaultResourceGroup, String defaultLocation) {
    return new ContainerTask(
        name,
        image,
        command,
        environmentVariables,
        cpu,
        memoryInGB,
        timeoutSeconds,
        resourceGroup == null ? defaultResourceGroup : resourceGroup,
        location == null ? defaultLocation : location);
  }
}
