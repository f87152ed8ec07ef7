package dev.estiba.functions;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** Does the same with many things, some at a time: a task hub writes many starts at once. */
final class Concurrently {

  private static final int THREADS = 16;
  private static final int LONGEST_SECONDS = 60;

  private Concurrently() {}

  /**
   * Returns what the call makes of each thing, in their order.
   *
   * @throws RuntimeException the first one that a call threw, once no call goes on, or after a
   *     minute; some of the things that follow were not called then
   */
  static <T, R> List<R> map(List<T> things, Function<T, R> call) {
    if (things.size() < 2) {
      return things.stream().map(call).toList();
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, things.size()));
    try {
      List<Future<R>> calls =
          things.stream().map(thing -> threads.submit(() -> call.apply(thing))).toList();
      Stream.Builder<R> results = Stream.builder();
      for (Future<R> result : calls) {
        results.add(result.get());
      }
      return results.build().toList();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException thrown
          ? thrown
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("The host stops"));
    } finally {
      threads.shutdownNow();
      awaitEnd(threads);
    }
  }

  /** Whoever is told of a failure may close what the calls that still run use. */
  private static void awaitEnd(ExecutorService threads) {
    try {
      boolean unused = threads.awaitTermination(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
