package dev.estiba.local.azure;

import dev.estiba.local.azure.runtime.ContainerId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Does the same to the containers of a group at the same time: each may take seconds to end. */
final class Together {

  private static final int MOST_THREADS = 64;

  private final ExecutorService pool = Threads.pool("together", MOST_THREADS);

  /** What is done to each. */
  @FunctionalInterface
  interface Step {
    void take(ContainerId container) throws IOException, InterruptedException;
  }

  /** Returns when all is done, and throws the first failure then. */
  void each(List<ContainerId> containers, Step step) throws IOException, InterruptedException {
    if (containers.size() == 1) {
      step.take(containers.get(0));
      return;
    }
    List<Callable<Void>> steps = new ArrayList<>();
    for (ContainerId container : containers) {
      steps.add(
          () -> {
            step.take(container);
            return null;
          });
    }
    for (Future<Void> done : pool.invokeAll(steps)) {
      await(done);
    }
  }

  private static void await(Future<Void> done) throws IOException, InterruptedException {
    try {
      done.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IOException(e.getCause());
    }
  }
}
