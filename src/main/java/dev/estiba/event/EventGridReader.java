package dev.estiba.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.document.Fields;
import dev.estiba.document.Findings;
import dev.estiba.document.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads events in the schema of Azure Event Grid. */
final class EventGridReader {

  private static final Set<String> KNOWN =
      Set.of("id", "topic", "eventType", "subject", "eventTime", "data");

  private EventGridReader() {}

  /** Reads an event; it is to be used only where nothing wrong was found. */
  static Event read(JsonNode object, String path, Findings findings) {
    Fields event = new Fields(object, path, findings);
    return new Event(
        event.requiredText("id", EventRules.NOT_EMPTY),
        event.requiredText("topic", EventRules.NOT_EMPTY),
        event.requiredText("eventType", EventRules.NOT_EMPTY),
        subject(event),
        time(event),
        new Event.Payload(event.value("data"), null),
        attributes(event));
  }

  /** Empty where Event Grid has nothing to say, as in the event that asks for a validation. */
  private static @Nullable String subject(Fields event) {
    String subject = event.text("subject");
    if (!event.has("subject")) {
      event.problem("subject", "is required; it must be text, and may be empty");
    }
    return subject == null || subject.isEmpty() ? null : subject;
  }

  private static @Nullable String time(Fields event) {
    if (!event.has("eventTime")) {
      event.problem("eventTime", "is required; it must be a time in RFC 3339");
    }
    return EventRules.time(event, "eventTime");
  }

  private static ObjectNode attributes(Fields event) {
    ObjectNode attributes = Json.object();
    for (String name : event.names()) {
      JsonNode value = event.value(name);
      if (value != null && !KNOWN.contains(name)) {
        attributes.set(name, value);
      }
    }
    return attributes;
  }
}
