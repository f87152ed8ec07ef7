package dev.estiba.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Document;
import dev.estiba.document.DocumentFormat;
import dev.estiba.document.Findings;
import dev.estiba.document.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the events of a request: in CloudEvents 1.0 (one, a batch, or one in headers), or in the
 * schema of Azure Event Grid. Finds every problem of every event at once.
 */
public final class EventReader {

  /** As Event Grid has it for a batch. */
  private static final int MOST = 5000;

  private static final String ONE = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";

  private EventReader() {}

  /**
   * @param headers with names in lower case
   */
  public static ParsedEvents read(Map<String, String> headers, String body) {
    MediaType type = MediaType.of(headers.getOrDefault("content-type", ""));
    if (type.is(ONE) || type.is(BATCH)) {
      return document(body, type.is(BATCH));
    }
    if (type.name().startsWith("application/cloudevents")) {
      return unsupported(type);
    }
    if (BinaryEventReader.isMeant(headers)) {
      return binary(headers, body);
    }
    return type.isJson() ? document(body, false) : unsupported(type);
  }

  private static ParsedEvents unsupported(MediaType type) {
    return new ParsedEvents.Unsupported(
        "The Content-Type must be "
            + ONE
            + ", "
            + BATCH
            + ", or application/json with events of Event Grid, or there must be headers ce-id,"
            + " ce-source, ce-type and ce-specversion; it is '"
            + type.name()
            + "'.");
  }

  private static ParsedEvents binary(Map<String, String> headers, String body) {
    Findings findings = new Findings();
    Event event = BinaryEventReader.read(headers, body, findings);
    return findings.list().isEmpty()
        ? new ParsedEvents.Valid(List.of(event))
        : new ParsedEvents.Invalid(findings.list());
  }

  private static ParsedEvents document(String body, boolean batch) {
    if (body.isBlank()) {
      return new ParsedEvents.Invalid(
          List.of(new Problem("", "is empty; it must be an event, or a list of events")));
    }
    Document document = Document.read(body, DocumentFormat.JSON);
    if (document instanceof Document.Malformed malformed) {
      return new ParsedEvents.Invalid(List.of(malformed.problem()));
    }
    Document.Tree tree = (Document.Tree) document;
    Findings findings = new Findings();
    List<Event> events = events(tree.tree(), batch, findings);
    List<Problem> problems = findings.list();
    return problems.isEmpty()
        ? new ParsedEvents.Valid(events)
        : new ParsedEvents.Invalid(tree.withPlaces(problems));
  }

  private static List<Event> events(JsonNode tree, boolean batch, Findings findings) {
    if (!tree.isArray()) {
      if (batch) {
        findings.add("", "must be a list of events, as the Content-Type says");
        return List.of();
      }
      return event(tree, "", findings).stream().toList();
    }
    if (tree.size() > MOST) {
      findings.add("", "must have at most " + MOST + " events; it has " + tree.size());
      return List.of();
    }
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < tree.size(); i++) {
      event(tree.get(i), "/" + i, findings).ifPresent(events::add);
    }
    return events;
  }

  /** Each event shows its schema: Event Grid calls what has happened an {@code eventType}. */
  private static Optional<Event> event(JsonNode object, String path, Findings findings) {
    if (!object.isObject()) {
      findings.add(path, "must be an object: an event of CloudEvents or of Event Grid");
      return Optional.empty();
    }
    return Optional.of(
        object.has("eventType") && !object.has(CloudEventReader.VERSION_ATTRIBUTE)
            ? EventGridReader.read(object, path, findings)
            : CloudEventReader.read(object, path, findings));
  }
}
