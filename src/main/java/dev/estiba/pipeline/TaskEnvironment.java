package dev.estiba.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.document.Json;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives a task the variables of its pipeline. */
final class TaskEnvironment {

  private static final String LIST = "environmentVariables";

  private TaskEnvironment() {}

  /**
   * Adds those that the task does not set itself, behind its own.
   *
   * @param task is changed; left as it is where it is no object, or its list is no list
   */
  static void addTo(JsonNode task, Map<String, JsonNode> env) {
    if (env.isEmpty()
        || !(task instanceof ObjectNode object)
        || !(list(object) instanceof ArrayNode variables)) {
      return;
    }
    Set<String> own = new HashSet<>();
    variables.forEach(variable -> own.add(variable.path("name").asText()));
    env.forEach(
        (name, value) -> {
          if (!own.contains(name)) {
            variables.add(Json.object().put("name", name).set("value", value));
          }
        });
  }

  private static JsonNode list(ObjectNode task) {
    return task.hasNonNull(LIST) ? task.get(LIST) : task.putArray(LIST);
  }
}
