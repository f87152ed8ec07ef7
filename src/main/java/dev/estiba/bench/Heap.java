package dev.estiba.bench;

/** What this JVM's objects take. */
final class Heap {

  private static final int COLLECTIONS = 5;

  private Heap() {}

  /** The bytes in use that several collections leave. */
  static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
