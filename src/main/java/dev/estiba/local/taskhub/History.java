package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The history of one generation of an instance in memory: the stored bytes, and what it has asked
 * for. Used by one thread at a time.
 */
final class History {

  /**
   * @param index of the event within the whole history, from 0
   */
  record Recorded(int index, Asked asked) {}

  /** What a recorded question takes in memory, roughly. */
  private static final int RECORDED_BYTES = 96;

  private byte[] stored = new byte[0];
  private int events;
  private final Map<Integer, Recorded> asked = new HashMap<>();

  /** Adds a batch that has been read from the store. */
  void append(byte[] batch) {
    append(batch, EventCodec.decode(batch));
  }

  /** Adds a batch of which the events are at hand. */
  void append(byte[] batch, Collection<HistoryEvent> batchEvents) {
    int length = stored.length;
    stored = Arrays.copyOf(stored, length + batch.length);
    System.arraycopy(batch, 0, stored, length, batch.length);
    for (HistoryEvent event : batchEvents) {
      Asked question = Asked.in(event);
      if (question != null) {
        asked.put(event.getEventId(), new Recorded(events, question));
      }
      events++;
    }
  }

  /** In the form of {@link EventCodec}; not to be changed. */
  byte[] stored() {
    return stored;
  }

  List<HistoryEvent> events() {
    return stored.length == 0 ? new ArrayList<>() : EventCodec.decode(stored);
  }

  /** By the id of the action. */
  Map<Integer, Recorded> asked() {
    return asked;
  }

  /** What this takes in memory, roughly. */
  long bytes() {
    return stored.length + (long) RECORDED_BYTES * asked.size();
  }
}
