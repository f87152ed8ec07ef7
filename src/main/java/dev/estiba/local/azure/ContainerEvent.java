package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of an {@code instanceView.events}.
 *
 * @param count how often it happened
 */
record ContainerEvent(
    String name, String type, String message, int count, Instant first, Instant last) {

  private static final int KEPT = 50;

  static ContainerEvent normal(String name, String message, Instant at) {
    return new ContainerEvent(name, "Normal", message, 1, at, at);
  }

  static ContainerEvent warning(String name, String message, Instant at) {
    return new ContainerEvent(name, "Warning", message, 1, at, at);
  }

  /** What happened again is counted; of too many the oldest go. */
  static List<ContainerEvent> add(List<ContainerEvent> events, List<ContainerEvent> more) {
    List<ContainerEvent> all = new ArrayList<>(events);
    for (ContainerEvent event : more) {
      int known = indexOf(all, event);
      if (known < 0) {
        all.add(event);
      } else {
        all.set(known, all.get(known).again(event.last()));
      }
    }
    return List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size()));
  }

  private static int indexOf(List<ContainerEvent> events, ContainerEvent event) {
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).name.equals(event.name) && events.get(i).message.equals(event.message)) {
        return i;
      }
    }
    return -1;
  }

  private ContainerEvent again(Instant at) {
    return new ContainerEvent(name, type, message, count + 1, first, at);
  }

  /** ACI's events are told to the second. */
  ObjectNode body() {
    return Json.object()
        .put("count", count)
        .put("firstTimestamp", first.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("lastTimestamp", last.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("name", name)
        .put("message", message)
        .put("type", type);
  }
}
