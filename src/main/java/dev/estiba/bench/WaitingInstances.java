package dev.estiba.bench;

import dev.estiba.local.taskhub.NewInstance;
import dev.estiba.local.taskhub.TaskRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that fills a task hub with instances that have done one activity and wait for an event,
 * says so in one line, and then only waits to be killed.
 *
 * <p>Arguments: folder, number of instances. The line has the seconds that it took and the bytes of
 * heap per instance.
 */
final class WaitingInstances {

  private static final int CALLERS = 16;
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final String PREFIX = "waiting-";

  private WaitingInstances() {}

  static String instanceId(int number) {
    return PREFIX + number;
  }

  private static int number(String instanceId) {
    return Integer.parseInt(instanceId.substring(PREFIX.length()));
  }

  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[1]);
    Reached reached = new Reached();
    BenchHub hub = BenchHub.start(Path.of(arguments[0]), reached.registry());
    // Loads the classes, so that they do not count as the instances' heap.
    hub.run(Orchestrations.HELLO_SEQUENCE_5, null);
    long before = Heap.used();
    long start = System.nanoTime();
    fill(hub, count);
    reached.await(count);
    // Ends after the commits of the turns before it.
    hub.run(Orchestrations.HELLO_SEQUENCE_5, null);
    double seconds = (System.nanoTime() - start) / 1e9;
    double heap = (double) (Heap.used() - before) / count;
    System.out.println(String.format(Locale.ROOT, "%.3f %.1f", seconds, heap));
    System.out.flush();
    // Ends too when its parent does.
    int end = System.in.read();
    Runtime.getRuntime().halt(end < 0 ? 0 : 1);
  }

  private static void fill(BenchHub hub, int count) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        int first = caller;
        running.add(
            callers.submit(
                () -> {
                  for (int i = first; i < count; i += CALLERS) {
                    hub.client()
                        .schedule(
                            new NewInstance(
                                Orchestrations.ONE_THEN_WAIT, instanceId(i), null, null));
                  }
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      callers.shutdownNow();
    }
  }

  /** Which instances have run to where they wait. Thread-safe. */
  private static final class Reached {

    private final BitSet numbers = new BitSet();

    TaskRegistry registry() {
      return Orchestrations.registry()
          .orchestrator(
              Orchestrations.ONE_THEN_WAIT,
              context ->
                  Orchestrations.oneThenWait(context, () -> add(number(context.getInstanceId()))));
    }

    private synchronized void add(int number) {
      numbers.set(number);
    }

    private synchronized int count() {
      return numbers.cardinality();
    }

    void await(int count) throws InterruptedException, TimeoutException {
      long deadline = System.nanoTime() + LONGEST.toNanos();
      while (count() < count) {
        if (System.nanoTime() - deadline > 0) {
          throw new TimeoutException("Only " + count() + " of " + count + " instances wait.");
        }
        TimeUnit.MILLISECONDS.sleep(5);
      }
    }
  }
}
