package dev.estiba.task;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a container group costs, and whether Azure may take it away. */
public enum Priority {
  REGULAR("Regular", ContainerSpec.MAX_CPU, ContainerSpec.MAX_MEMORY_GB),
  /** Cheaper, from spare capacity; Azure may end it at any time. At most 4 vCPUs and 16 GB. */
  SPOT("Spot", 4, 16);

  private final String displayName;
  private final double maxCpu;
  private final double maxMemoryInGB;

  Priority(String displayName, double maxCpu, double maxMemoryInGB) {
    this.displayName = displayName;
    this.maxCpu = maxCpu;
    this.maxMemoryInGB = maxMemoryInGB;
  }

  /** vCPUs of a group. */
  public double maxCpu() {
    return maxCpu;
  }

  /** Memory of a group. */
  public double maxMemoryInGB() {
    return maxMemoryInGB;
  }

  @JsonValue
  public String displayName() {
    return displayName;
  }
}
