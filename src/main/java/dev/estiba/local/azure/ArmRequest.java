package dev.estiba.local.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * @param base scheme, host and port as the client wrote them
 * @param path the variables of the matched route, in the client's spelling
 * @param query the first value of each parameter
 */
record ArmRequest(
    String method,
    URI base,
    String requestId,
    Map<String, String> path,
    Map<String, String> query,
    String body) {

  String variable(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The route has no variable '" + name + "'");
    }
    return value;
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  ObjectNode json() {
    try {
      JsonNode node = Json.MAPPER.readTree(body);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw ArmErrors.badContent("a JSON object is expected");
    } catch (JsonProcessingException e) {
      throw ArmErrors.badContent(e.getOriginalMessage());
    }
  }
}
