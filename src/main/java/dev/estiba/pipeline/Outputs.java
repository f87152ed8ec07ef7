package dev.estiba.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.estiba.document.Json;
import java.util.Map;
import java.util.Optional;

/** Finds outputs, which are texts, and parts of those that are JSON. */
final class Outputs {

  private Outputs() {}

  /** Empty where the step put out nothing of the name, or it has no such part. */
  static Optional<JsonNode> find(Map<String, String> outputs, Expression.Output output) {
    String text = outputs.get(output.name());
    if (text == null) {
      return Optional.empty();
    }
    JsonNode value = output.path().isEmpty() ? TextNode.valueOf(text) : json(text);
    for (JsonNode element : output.path()) {
      value =
          element.isTextual() ? value.path(element.textValue()) : value.path(element.intValue());
    }
    return value.isMissingNode() ? Optional.empty() : Optional.of(value);
  }

  /** Missing where the text is no JSON. */
  static JsonNode json(String text) {
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
