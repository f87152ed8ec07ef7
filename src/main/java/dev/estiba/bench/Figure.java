package dev.estiba.bench;

import java.util.Locale;

/** What can be measured. The key is its name in the JSON. */
public enum Figure {
  PER_SECOND("perSecond", "per second"),
  P50_MILLIS("p50Millis", "p50 ms"),
  P99_MILLIS("p99Millis", "p99 ms"),
  MAX_MILLIS("maxMillis", "max ms"),
  COMPLETED("completed", "completed"),
  OPEN_SECONDS("openSeconds", "open s"),
  START_SECONDS("startSeconds", "start s"),
  READY_SECONDS("readySeconds", "ready s"),
  HEAP_BYTES("heapBytesPerInstance", "heap bytes per instance");

  private final String key;
  private final String label;

  Figure(String key, String label) {
    this.key = key;
    this.label = label;
  }

  String key() {
    return key;
  }

  String label() {
    return label;
  }

  /** With as many digits as say something. */
  static String text(double value) {
    if (Math.abs(value) >= 100 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
  }
}
