package dev.estiba.batch;

/**
 * How many small items share a container group. An item that asks for more than this has a group of
 * its own.
 *
 * @param maxCpu vCPUs of a group, 1 to 31
 * @param maxMemoryInGB memory of a group, 1 to 240
 * @param maxContainers 1 to {@value #MOST_CONTAINERS}
 */
public record Packing(double maxCpu, double maxMemoryInGB, int maxContainers) {

  /** Of one group, as Azure documents it. */
  public static final int MOST_CONTAINERS = 60;

  /** Azure has larger groups too, but only "on demand": when there is room. */
  public static final double DEFAULT_CPU = 4;

  public static final double DEFAULT_MEMORY_GB = 16;

  public static final Packing DEFAULT =
      new Packing(DEFAULT_CPU, DEFAULT_MEMORY_GB, MOST_CONTAINERS);
}
