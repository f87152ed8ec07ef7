package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The histories of the instances that ran last, so that a turn need not read them again. An entry
 * counts only for the very state that it was kept for. Thread-safe.
 */
final class HistoryCache {

  /** Of serialized events, which take about four times that as objects. */
  private static final long MAX_BYTES = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 32);

  private record Entry(String executionId, int batches, List<HistoryEvent> events, long bytes) {}

  private final Map<Long, Entry> entries = new LinkedHashMap<>();
  private long bytes;

  synchronized void keep(
      long instanceSeq,
      String executionId,
      int batches,
      List<HistoryEvent> past,
      List<HistoryEvent> appended) {
    List<HistoryEvent> events = new ArrayList<>(past.size() + appended.size());
    events.addAll(past);
    events.addAll(appended);
    remove(instanceSeq);
    Entry entry = new Entry(executionId, batches, events, size(events));
    entries.put(instanceSeq, entry);
    bytes += entry.bytes();
    Iterator<Entry> oldest = entries.values().iterator();
    while (bytes > MAX_BYTES && oldest.hasNext()) {
      bytes -= oldest.next().bytes();
      oldest.remove();
    }
  }

  /** The history of that state, or null; the cache forgets it. */
  synchronized @Nullable List<HistoryEvent> take(InstanceRow row) {
    Entry entry = remove(row.seq);
    return entry != null
            && entry.batches() == row.batches
            && entry.executionId().equals(row.executionId)
        ? entry.events()
        : null;
  }

  private @Nullable Entry remove(long instanceSeq) {
    Entry entry = entries.remove(instanceSeq);
    if (entry != null) {
      bytes -= entry.bytes();
    }
    return entry;
  }

  private static long size(List<HistoryEvent> events) {
    long size = 0;
    for (HistoryEvent event : events) {
      size += event.getSerializedSize();
    }
    return size;
  }
}
