package dev.estiba.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.document.Json;
import dev.estiba.document.Unknown;

/**
 * What placeholders may name: {@code {{event.data.url}}} of a cause {@code event}.
 *
 * @param name what placeholders begin with
 * @param facts an object; what is not known yet is {@link Unknown}
 */
public record Cause(String name, JsonNode facts) {

  /** As it is before anything happened: its fields are known, their values are not. */
  public static Cause unknown(String name, String... fields) {
    ObjectNode facts = Json.object();
    for (String field : fields) {
      facts.set(field, Unknown.VALUE);
    }
    return new Cause(name, facts);
  }
}
