package dev.estiba.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.estiba.document.Fields;
import dev.estiba.document.Findings;
import dev.estiba.document.Json;
import dev.estiba.document.TextRule;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads events of CloudEvents 1.0 in its JSON format (https://cloudevents.io). */
final class CloudEventReader {

  static final String VERSION_ATTRIBUTE = "specversion";
  static final String DATA = "data";

  private static final String DATA_BASE64 = "data_base64";
  private static final String CONTENT_TYPE = "datacontenttype";
  private static final Set<String> NO_ATTRIBUTES = Set.of(DATA, DATA_BASE64);
  private static final Set<String> CONTEXT =
      Set.of(VERSION_ATTRIBUTE, "id", "source", "type", "subject", "time");

  private static final TextRule VERSION =
      TextRule.of("1\\.0", "must be \"1.0\": other versions of CloudEvents are not known here");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+");

  private CloudEventReader() {}

  /** Reads an event; it is to be used only where nothing wrong was found. */
  static Event read(JsonNode object, String path, Findings findings) {
    Fields event = new Fields(object, path, findings);
    String unused = event.requiredText(VERSION_ATTRIBUTE, VERSION);
    return new Event(
        event.requiredText("id", EventRules.NOT_EMPTY),
        event.requiredText("source", EventRules.NOT_EMPTY),
        event.requiredText("type", EventRules.NOT_EMPTY),
        event.text("subject", EventRules.NOT_EMPTY),
        EventRules.time(event, "time"),
        payload(event),
        attributes(event));
  }

  private static ObjectNode attributes(Fields event) {
    ObjectNode attributes = Json.object();
    for (String name : event.names()) {
      JsonNode value = event.value(name);
      if (NO_ATTRIBUTES.contains(name) || value == null) {
        continue; // An attribute that is null is one that is absent.
      }
      if (!NAME.matcher(name).matches()) {
        event.problem(name, "cannot be an attribute: their names have a to z and 0 to 9 only");
      } else if (!value.isTextual() && !value.isBoolean() && !value.isInt()) {
        event.problem(name, "must be text, true or false, or a whole number of 32 bits");
      } else if (!CONTEXT.contains(name)) {
        attributes.set(name, value);
      }
    }
    return attributes;
  }

  private static Event.Payload payload(Fields event) {
    JsonNode data = event.value(DATA);
    String base64 = event.text(DATA_BASE64);
    if (data != null && base64 != null) {
      event.problem(DATA_BASE64, "cannot be there beside data");
    }
    return base64 == null
        ? new Event.Payload(data, null)
        : decoded(event, base64, MediaType.of(contentType(event)));
  }

  private static String contentType(Fields event) {
    String contentType = event.text(CONTENT_TYPE);
    return contentType == null ? "" : contentType;
  }

  /** JSON and text are of more use as such. */
  private static Event.Payload decoded(Fields event, String base64, MediaType type) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      if (!type.isJson() && !type.isText()) {
        return new Event.Payload(null, base64);
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Event.Payload.of(type.isJson() ? Json.parse(text) : TextNode.valueOf(text));
    } catch (IllegalArgumentException e) {
      event.problem(DATA_BASE64, "must be Base64");
    } catch (CharacterCodingException e) {
      event.problem(DATA_BASE64, "must be text in UTF-8, as datacontenttype says");
    } catch (JsonProcessingException e) {
      event.problem(DATA_BASE64, "must be JSON, as datacontenttype says");
    }
    return Event.Payload.NONE;
  }
}
