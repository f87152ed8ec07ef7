package dev.estiba.bench.dbos;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.config.DBOSConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/**
 * Drives DBOS in a closed loop and prints a line of JSON for each point.
 *
 * <p>Arguments: JDBC URL, database user, seconds to warm up, seconds per point, rounds of the
 * fan-out, its width, then how many workflows are to be in flight, point by point.
 */
public final class DbosBench {

  private static final int WARMING = 8;

  private final Workflows workflows;

  private DbosBench(Workflows workflows) {
    this.workflows = workflows;
  }

  public static void main(String[] arguments) throws Exception {
    Duration warmUp = seconds(arguments[2]);
    Duration time = seconds(arguments[3]);
    int rounds = Integer.parseInt(arguments[4]);
    int width = Integer.parseInt(arguments[5]);
    DBOSConfig config =
        DBOSConfig.defaults("estiba-bench")
            .withDatabaseUrl(arguments[0])
            .withDbUser(arguments[1])
            .withDbPassword("")
            .withAdminServer(false);
    try (DBOS dbos = new DBOS(config)) {
      WorkflowsImpl code = new WorkflowsImpl(dbos);
      Workflows workflows = dbos.registerProxy(Workflows.class, code);
      code.callThrough(workflows);
      dbos.launch();
      DbosBench bench = new DbosBench(workflows);
      bench.loop(WARMING, warmUp);
      for (int i = 6; i < arguments.length; i++) {
        bench.helloSequence5(Integer.parseInt(arguments[i]), warmUp, time);
      }
      bench.fanOut(width, rounds);
    }
  }

  private static Duration seconds(String text) {
    return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
  }

  private void helloSequence5(int inFlight, Duration warmUp, Duration time) throws Exception {
    loop(inFlight, warmUp);
    report("HelloSequence5", inFlight, loop(inFlight, time), 1, time.toNanos());
  }

  /** The latencies, in microseconds, of what ended within the time. */
  private Histogram loop(int inFlight, Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    Callable<Histogram> caller =
        () -> {
          Histogram latencies = new Histogram(3);
          while (true) {
            long start = System.nanoTime();
            workflows.helloSequence5();
            long now = System.nanoTime();
            if (now - end > 0) {
              return latencies;
            }
            latencies.recordValue((now - start) / 1000);
          }
        };
    ExecutorService callers = Executors.newFixedThreadPool(inFlight);
    try {
      List<Future<Histogram>> running = new ArrayList<>();
      for (int i = 0; i < inFlight; i++) {
        running.add(callers.submit(caller));
      }
      Histogram all = new Histogram(3);
      for (Future<Histogram> one : running) {
        all.add(one.get());
      }
      return all;
    } finally {
      callers.shutdownNow();
    }
  }

  private void fanOut(int width, int rounds) {
    workflows.fanOut(width);
    Histogram latencies = new Histogram(3);
    long begin = System.nanoTime();
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      workflows.fanOut(width);
      latencies.recordValue((System.nanoTime() - start) / 1000);
    }
    report("FanOut", width, latencies, width, System.nanoTime() - begin);
  }

  private static void report(
      String workload, int size, Histogram latencies, int unitsEach, long nanos) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "{\"workload\":\"%s\",\"size\":%d,\"perSecond\":%.3f,\"p50Millis\":%.3f,"
                + "\"p99Millis\":%.3f,\"maxMillis\":%.3f,\"completed\":%d}",
            workload,
            size,
            latencies.getTotalCount() * unitsEach / (nanos / 1e9),
            latencies.getValueAtPercentile(50) / 1000.0,
            latencies.getValueAtPercentile(99) / 1000.0,
            latencies.getMaxValue() / 1000.0,
            latencies.getTotalCount()));
  }
}
