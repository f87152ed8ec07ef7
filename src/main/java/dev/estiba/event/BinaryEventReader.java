package dev.estiba.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.document.Findings;
import dev.estiba.document.Json;
import java.util.Map;

/** Reads an event of CloudEvents 1.0 whose attributes are headers, and whose data is the body. */
final class BinaryEventReader {

  private static final String PREFIX = "ce-";

  /** What bytes become that are no text. */
  private static final char NO_TEXT = '\uFFFD';

  private BinaryEventReader() {}

  static boolean isMeant(Map<String, String> headers) {
    return headers.keySet().stream().anyMatch(name -> name.startsWith(PREFIX));
  }

  /**
   * @param headers with names in lower case
   */
  static Event read(Map<String, String> headers, String body, Findings findings) {
    String contentType = headers.getOrDefault("content-type", "");
    ObjectNode event = Json.object();
    headers.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            event.put(name.substring(PREFIX.length()), decoded(value));
          }
        });
    if (!contentType.isEmpty()) {
      event.put("datacontenttype", contentType);
    }
    addData(event, body, MediaType.of(contentType), findings);
    return CloudEventReader.read(event, "", findings);
  }

  /** Quotes first, then percent signs, as the HTTP binding of CloudEvents says. */
  private static String decoded(String header) {
    boolean quoted = header.length() > 1 && header.startsWith("\"") && header.endsWith("\"");
    return PercentEncoding.decode(
        quoted ? header.substring(1, header.length() - 1).replaceAll("\\\\(.)", "$1") : header);
  }

  private static void addData(ObjectNode event, String body, MediaType type, Findings findings) {
    if (body.isEmpty()) {
      return;
    }
    if (!type.isJson()) {
      if (body.indexOf(NO_TEXT) >= 0) {
        findings.add(
            "/data",
            "must be JSON or text; send other data in Base64, as data_base64 of an event in"
                + " application/cloudevents+json");
      }
      event.put(CloudEventReader.DATA, body);
      return;
    }
    try {
      event.set(CloudEventReader.DATA, Json.parse(body));
    } catch (JsonProcessingException e) {
      findings.add("/data", "must be JSON, as the Content-Type says: " + e.getOriginalMessage());
    }
  }
}
