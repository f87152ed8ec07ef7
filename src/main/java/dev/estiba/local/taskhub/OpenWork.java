package dev.estiba.local.taskhub;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an instance has asked for and has not been answered, by the ids of the actions. It is
 * written with the instance, so that after a crash no history has to be read to know it.
 */
final class OpenWork {

  /** What is open; the number is how it is stored. */
  private enum Kind {
    ACTIVITY,
    CHILD,
    TIMER
  }

  /**
   * @param fireAt of a timer, else 0
   */
  private record Item(Kind kind, long fireAt) {
    static final Item ACTIVITY = new Item(Kind.ACTIVITY, 0);
    static final Item CHILD = new Item(Kind.CHILD, 0);
  }

  private static final Kind[] KINDS = Kind.values();

  private final Map<Integer, Item> items = new LinkedHashMap<>();
  private int answerable;

  void addActivity(int id) {
    add(id, Item.ACTIVITY);
  }

  void addChild(int id) {
    add(id, Item.CHILD);
  }

  void addTimer(int id, long fireAt) {
    add(id, new Item(Kind.TIMER, fireAt));
  }

  private void add(int id, Item item) {
    remove(id);
    items.put(id, item);
    answerable += item.kind == Kind.TIMER ? 0 : 1;
  }

  private void remove(int id) {
    Item item = items.remove(id);
    answerable -= item == null || item.kind == Kind.TIMER ? 0 : 1;
  }

  /** The event may answer something. */
  void answeredBy(HistoryEvent event) {
    Integer id = Events.answers(event);
    if (id != null) {
      remove(id);
    }
  }

  void startIsDue() {
    remove(Timer.START);
  }

  boolean hasChild(int id) {
    return items.get(id) == Item.CHILD;
  }

  /** What a whole history leaves open. */
  static OpenWork after(List<HistoryEvent> history) {
    OpenWork open = new OpenWork();
    for (HistoryEvent event : history) {
      switch (event.getEventTypeCase()) {
        case TASKSCHEDULED -> open.addActivity(event.getEventId());
        case SUBORCHESTRATIONINSTANCECREATED -> open.addChild(event.getEventId());
        case TIMERCREATED ->
            open.addTimer(event.getEventId(), Events.millis(event.getTimerCreated().getFireAt()));
        default -> open.answeredBy(event);
      }
    }
    return open;
  }

  void clear() {
    items.clear();
    answerable = 0;
  }

  /** How many activities and children have not been answered. */
  int answerable() {
    return answerable;
  }

  boolean hasActivities() {
    return items.containsValue(Item.ACTIVITY);
  }

  Set<Integer> activities() {
    Set<Integer> ids = new HashSet<>();
    items.forEach(
        (id, item) -> {
          if (item.kind == Kind.ACTIVITY) {
            ids.add(id);
          }
        });
    return ids;
  }

  boolean hasActivity(int id) {
    return items.get(id) == Item.ACTIVITY;
  }

  List<Timer> timers(long instanceSeq, String executionId) {
    List<Timer> timers = new ArrayList<>();
    items.forEach(
        (id, item) -> {
          if (item.kind == Kind.TIMER) {
            timers.add(new Timer(item.fireAt, instanceSeq, id, executionId));
          }
        });
    return timers;
  }

  /** When the instance may start, or null if it may at once. */
  @Nullable Long startAt() {
    Item item = items.get(Timer.START);
    return item == null ? null : item.fireAt;
  }

  byte @Nullable [] toBytes() {
    if (items.isEmpty()) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(8 * items.size());
    CodedOutputStream out = CodedOutputStream.newInstance(bytes, 64);
    try {
      for (Map.Entry<Integer, Item> entry : items.entrySet()) {
        Item item = entry.getValue();
        out.writeSInt32NoTag(entry.getKey());
        out.writeUInt32NoTag(item.kind.ordinal());
        if (item.kind == Kind.TIMER) {
          out.writeSInt64NoTag(item.fireAt);
        }
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static OpenWork fromBytes(byte @Nullable [] bytes) {
    OpenWork open = new OpenWork();
    CodedInputStream in = CodedInputStream.newInstance(bytes == null ? new byte[0] : bytes);
    try {
      while (!in.isAtEnd()) {
        int id = in.readSInt32();
        switch (KINDS[in.readUInt32()]) {
          case ACTIVITY -> open.addActivity(id);
          case CHILD -> open.addChild(id);
          case TIMER -> open.addTimer(id, in.readSInt64());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The open work of an instance cannot be read.", e);
    }
    return open;
  }
}
