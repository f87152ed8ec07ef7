package dev.estiba.bench;

/**
 * Where the figures come from.
 *
 * @param processors as many as the JVM may use
 * @param maxHeapBytes of this JVM
 */
public record Machine(int processors, String os, String java, long maxHeapBytes) {

  static Machine thisOne() {
    Runtime runtime = Runtime.getRuntime();
    return new Machine(
        runtime.availableProcessors(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        runtime.maxMemory());
  }

  @Override
  public String toString() {
    return processors + " processors, " + os + ", " + java;
  }
}
