package dev.estiba.local.taskhub;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The instances that wait and are still at hand, least lately used first: so many as fit into a
 * bounded part of the memory. Thread-safe.
 */
final class IdleInstances {

  private static final long MAX_BYTES = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16);

  private final Map<LiveInstance, Long> idle = new LinkedHashMap<>();
  private long bytes;

  /** Notes an instance that waits, and returns those that are to be forgotten for it. */
  synchronized List<LiveInstance> add(LiveInstance instance, long size) {
    remove(instance);
    idle.put(instance, size);
    bytes += size;
    List<LiveInstance> forgotten = new ArrayList<>();
    Iterator<Map.Entry<LiveInstance, Long>> oldest = idle.entrySet().iterator();
    while (bytes > MAX_BYTES && oldest.hasNext()) {
      Map.Entry<LiveInstance, Long> entry = oldest.next();
      bytes -= entry.getValue();
      oldest.remove();
      forgotten.add(entry.getKey());
    }
    return forgotten;
  }

  /** The instance waits no more. */
  synchronized void remove(LiveInstance instance) {
    Long size = idle.remove(instance);
    if (size != null) {
      bytes -= size;
    }
  }
}
