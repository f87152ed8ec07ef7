package dev.estiba.functions;

import dev.estiba.activity.LogCollector;
import dev.estiba.activity.TaskRef;
import dev.estiba.log.LogKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Fetches what is new in the log of a running container when somebody reads it: so following costs
 * requests to Azure only while somebody follows. Of each log this process fetches once at a time,
 * and not again within some seconds. Thread-safe.
 */
final class FreshLogs {

  private final LogCollector collector;
  private final InstantSource clock;
  private final Duration fresh;
  private final Set<LogKey> underWay = new HashSet<>();
  private final Map<LogKey, Instant> fetchedAt = new HashMap<>();

  /**
   * @param fresh how old what is shown may be
   */
  FreshLogs(LogCollector collector, InstantSource clock, Duration fresh) {
    this.collector = collector;
    this.clock = clock;
    this.fresh = fresh;
  }

  /** Returns at once where it was fetched just now, or somebody is at it. */
  void refresh(TaskRef ref, String container) {
    LogKey key = ref.logKey(container);
    if (!begin(key)) {
      return;
    }
    try {
      // What cannot be fetched now is fetched later; what is kept is shown all the same.
      collector.collect(ref, container, false);
    } finally {
      end(key);
    }
  }

  private synchronized boolean begin(LogKey key) {
    Instant now = clock.instant();
    fetchedAt.values().removeIf(at -> !at.plus(fresh).isAfter(now));
    return !fetchedAt.containsKey(key) && underWay.add(key);
  }

  private synchronized void end(LogKey key) {
    underWay.remove(key);
    fetchedAt.put(key, clock.instant());
  }
}
