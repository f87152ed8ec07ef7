package dev.estiba.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Callers that each begin an operation as soon as their last one has ended. Counted is what ends
 * after the warm-up and within the time.
 */
final class ClosedLoop {

  /** Returns when what it began has ended. */
  interface Operation {
    void run() throws Exception;
  }

  private static final int WARMING = 8;

  private final Duration warmUp;
  private final Duration time;

  ClosedLoop(Duration warmUp, Duration time) {
    this.warmUp = warmUp;
    this.time = time;
  }

  static ClosedLoop of(Pace pace) {
    return new ClosedLoop(pace.warmUp(), pace.time());
  }

  /** Runs at some load for as long as a warm-up takes, so that compilers have seen the code. */
  static void warm(Pace pace, Operation operation) throws Exception {
    new ClosedLoop(Duration.ZERO, pace.warmUp()).run(WARMING, operation);
  }

  /**
   * @throws Exception of the first operation that failed
   */
  Map<Figure, Double> run(int inFlight, Operation operation) throws Exception {
    long begin = System.nanoTime() + warmUp.toNanos();
    long end = begin + time.toNanos();
    AtomicBoolean failed = new AtomicBoolean();
    ExecutorService callers = Executors.newFixedThreadPool(inFlight);
    try {
      List<Future<Latencies>> running = new ArrayList<>();
      for (int i = 0; i < inFlight; i++) {
        running.add(callers.submit(caller(begin, end, failed, operation)));
      }
      Latencies all = new Latencies();
      for (Future<Latencies> one : running) {
        all.add(one.get());
      }
      return all.figures(time.toNanos() / 1e9);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      callers.shutdownNow();
    }
  }

  private static Callable<Latencies> caller(
      long begin, long end, AtomicBoolean failed, Operation operation) {
    return () -> {
      Latencies latencies = new Latencies();
      while (!failed.get()) {
        long start = System.nanoTime();
        try {
          operation.run();
        } catch (Exception e) {
          failed.set(true);
          throw e;
        }
        long now = System.nanoTime();
        if (now - end >= 0) {
          break;
        }
        if (now - begin >= 0) {
          latencies.add(now - start);
        }
      }
      return latencies;
    };
  }
}
