package dev.estiba.local.azure.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Ends processes that may start others meanwhile: asks first, then insists. */
final class ProcessKill {

  private static final Duration INSIST = Duration.ofSeconds(10);
  private static final long LOOK_AGAIN_MILLIS = 20;

  /** The processes that are still there. */
  @FunctionalInterface
  interface Remaining {
    List<ProcessHandle> find() throws IOException;
  }

  private ProcessKill() {}

  static void all(Remaining remaining) throws IOException, InterruptedException {
    Set<ProcessHandle> asked = new HashSet<>();
    long end = System.nanoTime() + ContainerRuntime.GRACE.toNanos();
    List<ProcessHandle> left = remaining.find();
    while (!left.isEmpty() && System.nanoTime() < end) {
      left.stream().filter(asked::add).forEach(ProcessHandle::destroy);
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
      left = remaining.find();
    }
    now(remaining);
  }

  static void now(Remaining remaining) throws IOException, InterruptedException {
    long end = System.nanoTime() + INSIST.toNanos();
    List<ProcessHandle> left = remaining.find();
    while (!left.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new IOException("The processes " + left + " do not end when they are killed");
      }
      left.forEach(ProcessHandle::destroyForcibly);
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
      left = remaining.find();
    }
  }
}
