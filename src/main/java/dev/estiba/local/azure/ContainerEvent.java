package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** An entry of a container's {@code instanceView.events}. */
record ContainerEvent(String name, String type, String message, Instant at) {

  static ContainerEvent normal(String name, String message, Instant at) {
    return new ContainerEvent(name, "Normal", message, at);
  }

  static ContainerEvent warning(String name, String message, Instant at) {
    return new ContainerEvent(name, "Warning", message, at);
  }

  ObjectNode body() {
    return Json.object()
        .put("count", 1)
        .put("firstTimestamp", Json.time(at))
        .put("lastTimestamp", Json.time(at))
        .put("name", name)
        .put("message", message)
        .put("type", type);
  }
}
