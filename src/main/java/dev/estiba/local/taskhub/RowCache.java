package dev.estiba.local.taskhub;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The instances that the writer has seen last and that go on, so that a transition need not read
 * them again. Used by the writer's thread alone; emptied whenever a transaction is rolled back.
 */
final class RowCache {

  private static final int MAX_ROWS = 4096;

  private final Map<Long, InstanceRow> rows =
      new LinkedHashMap<>(2 * MAX_ROWS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, InstanceRow> eldest) {
          return size() > MAX_ROWS;
        }
      };

  @Nullable InstanceRow get(long seq) {
    return rows.get(seq);
  }

  void put(InstanceRow row) {
    rows.put(row.seq, row);
  }

  void remove(long seq) {
    rows.remove(seq);
  }

  void clear() {
    rows.clear();
  }
}
