package dev.estiba.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * A process with many waiting instances is killed as {@code kill -9} does; how long until a new hub
 * on its file has them all ready, and what heap they take. Ready is a hub that has brought a sample
 * of them, from first to last, to their end.
 */
final class Recovery implements Workload {

  static final String NAME = "recovery";

  private static final int SAMPLES = 100;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Bench bench) throws Exception {
    long before = emptyHub(bench);
    for (int count : bench.pace().recovered()) {
      Path folder = bench.fresh(NAME);
      String point = String.format(Locale.ROOT, "%,d", count);
      bench.measured(NAME, Report.OURS, point + " filled", fill(bench, folder, count));
      bench.measured(NAME, Report.OURS, point + " waiting", recover(folder, count, before));
    }
    Bench.delete(bench.directory().resolve(NAME));
  }

  /** The heap with a hub that has nothing in it, and all classes loaded. */
  private static long emptyHub(Bench bench) throws Exception {
    try (BenchHub hub = BenchHub.start(bench.fresh(NAME), Orchestrations.registry())) {
      hub.run(Orchestrations.HELLO_SEQUENCE_5, null);
      return Heap.used();
    }
  }

  private static Map<Figure, Double> fill(Bench bench, Path folder, int count)
      throws IOException, InterruptedException {
    Path log = bench.log("waiting-instances");
    Process process =
        JavaProcess.of(WaitingInstances.class, folder.toString(), Integer.toString(count))
            .redirectError(log.toFile())
            .start();
    try (BufferedReader out = process.inputReader()) {
      String line = out.readLine();
      if (line == null) {
        throw new IOException(
            "Tried to fill a task hub but failed because: " + BenchLogs.lastLine(log));
      }
      String[] words = line.split(" ");
      Map<Figure, Double> figures = new EnumMap<>(Figure.class);
      figures.put(Figure.PER_SECOND, count / Double.parseDouble(words[0]));
      figures.put(Figure.HEAP_BYTES, Double.parseDouble(words[1]));
      return figures;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static Map<Figure, Double> recover(Path folder, int count, long heapBefore)
      throws Exception {
    long begin = System.nanoTime();
    try (BenchHub hub = BenchHub.open(folder, Orchestrations.registry())) {
      long opened = System.nanoTime();
      hub.start();
      long started = System.nanoTime();
      for (int i = 0; i < SAMPLES; i++) {
        hub.client().raiseEvent(sample(i, count), Orchestrations.GO, "\"go\"");
      }
      for (int i = 0; i < SAMPLES; i++) {
        hub.awaitCompletion(sample(i, count));
      }
      long ready = System.nanoTime();
      Map<Figure, Double> figures = new EnumMap<>(Figure.class);
      figures.put(Figure.OPEN_SECONDS, (opened - begin) / 1e9);
      figures.put(Figure.START_SECONDS, (started - opened) / 1e9);
      figures.put(Figure.READY_SECONDS, (ready - begin) / 1e9);
      figures.put(Figure.HEAP_BYTES, (double) (Heap.used() - heapBefore) / count);
      return figures;
    }
  }

  private static String sample(int number, int count) {
    return WaitingInstances.instanceId((int) ((long) number * (count - 1) / (SAMPLES - 1)));
  }
}
