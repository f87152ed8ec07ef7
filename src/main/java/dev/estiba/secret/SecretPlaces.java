package dev.estiba.secret;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.document.Json;
import dev.estiba.task.Secret;
import java.util.List;
import java.util.function.Function;

/** Replaces secrets where they stand in a document. */
final class SecretPlaces {

  private SecretPlaces() {}

  /**
   * A copy of a document with each of some values replaced.
   *
   * @param places JSON Pointers of texts, or of objects that are a secret as a whole
   */
  static JsonNode replace(
      JsonNode document, List<String> places, Function<String, Secret.Sealed> sealing) {
    JsonNode copy = document.deepCopy();
    for (String place : places) {
      JsonPointer pointer = JsonPointer.compile(place);
      JsonNode value = copy.at(pointer);
      String text = value.isTextual() ? value.textValue() : Json.write(value);
      set(copy.at(pointer.head()), pointer.last(), Json.toTree(sealing.apply(text)));
    }
    return copy;
  }

  private static void set(JsonNode parent, JsonPointer last, JsonNode value) {
    if (parent instanceof ArrayNode list) {
      list.set(last.getMatchingIndex(), value);
    } else {
      ((ObjectNode) parent).set(last.getMatchingProperty(), value);
    }
  }
}
