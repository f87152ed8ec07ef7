package dev.estiba.bench;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** How long operations took, to three digits. Not thread-safe. */
final class Latencies {

  private final Histogram micros = new Histogram(3);

  void add(long nanos) {
    micros.recordValue(Math.max(0, nanos / 1_000));
  }

  void add(Latencies others) {
    micros.add(others.micros);
  }

  long count() {
    return micros.getTotalCount();
  }

  /** What they say, and how many there were in the seconds that were measured. */
  Map<Figure, Double> figures(double seconds) {
    Map<Figure, Double> figures = figures();
    figures.put(Figure.PER_SECOND, count() / seconds);
    return figures;
  }

  /** As above, for operations that do one thing after the other, many units each. */
  Map<Figure, Double> figures(double seconds, int unitsEach) {
    Map<Figure, Double> figures = figures();
    figures.put(Figure.PER_SECOND, (double) count() * unitsEach / seconds);
    return figures;
  }

  Map<Figure, Double> figures() {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    figures.put(Figure.P50_MILLIS, micros.getValueAtPercentile(50) / 1e3);
    figures.put(Figure.P99_MILLIS, micros.getValueAtPercentile(99) / 1e3);
    figures.put(Figure.MAX_MILLIS, micros.getMaxValue() / 1e3);
    figures.put(Figure.COMPLETED, (double) count());
    return figures;
  }
}
