package dev.estiba.local.functionhost.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.local.functionhost.web.Json;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the expressions in the bindings of one run can name: the trigger's metadata, and the fields
 * of its body if that is a JSON object, {@code order.id} for a field in a field. Metadata goes
 * first; names are compared ignoring case.
 */
public final class BindingData {

  private final Map<String, String> metadata = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final @Nullable JsonNode body;

  private BindingData(Map<String, String> metadata, @Nullable JsonNode body) {
    this.metadata.putAll(metadata);
    this.body = body;
  }

  /**
   * What one run knows.
   *
   * @param body of the trigger; null if there is none
   */
  public static BindingData of(Map<String, String> metadata, @Nullable String body) {
    return new BindingData(metadata, body == null ? null : jsonOrNull(body));
  }

  private static @Nullable JsonNode jsonOrNull(String text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  Optional<String> value(String name) {
    String known = metadata.get(name);
    if (known != null || body == null) {
      return Optional.ofNullable(known);
    }
    JsonNode node = body;
    for (String step : name.split("\\.", -1)) {
      node = field(node, step);
    }
    return text(node);
  }

  private static JsonNode field(JsonNode node, String name) {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String candidate = names.next();
      if (candidate.equalsIgnoreCase(name)) {
        return node.path(candidate);
      }
    }
    return node.path(name);
  }

  private static Optional<String> text(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    return Optional.of(node.isValueNode() ? node.asText() : node.toString());
  }

  /** The fields of a JSON object as text; of anything else, none. */
  static Map<String, String> topLevel(JsonNode json) {
    Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      text(json.path(name)).ifPresent(value -> fields.put(name, value));
    }
    return fields;
  }

  /** All top-level names, for messages. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(metadata.keySet());
    if (body != null) {
      names.addAll(topLevel(body).keySet());
    }
    return names;
  }
}
