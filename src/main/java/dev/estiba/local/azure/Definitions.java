package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** The body of a PUT, checked and with its defaults: what a container group is defined by. */
final class Definitions {

  private Definitions() {}

  /**
   * @throws ArmException if ACI or this imitation refuses it
   */
  static ObjectNode of(String name, ObjectNode request) {
    String location = location(request);
    SupportedProperties.check(request);
    GroupRules.check(name, request);
    ObjectNode definition = request.deepCopy();
    definition.remove(List.of("id", "name", "type"));
    definition.put("location", location);
    if (!definition.hasNonNull("tags")) {
      definition.putObject("tags");
    }
    fill((ObjectNode) definition.path("properties"));
    return definition;
  }

  /** "West US" and "westus" are one place. */
  static String location(ObjectNode request) {
    String location = request.path("location").asText().replace(" ", "").toLowerCase(Locale.ROOT);
    if (location.isEmpty()) {
      throw ArmErrors.locationRequired();
    }
    return location;
  }

  private static void fill(ObjectNode properties) {
    properties.remove(List.of("provisioningState", "instanceView"));
    properties.put("sku", "Standard");
    properties.put("osType", "Linux");
    putIfAbsent(properties, "provisioningTimeoutInSeconds", 1800);
    properties.put("isCustomProvisioningTimeout", false);
    properties.putArray("initContainers");
    if (properties.hasNonNull("restartPolicy")) {
      String policy = properties.path("restartPolicy").asText();
      RestartPolicy.parse(policy).ifPresent(p -> properties.put("restartPolicy", p.wireName()));
    }
    for (JsonNode container : properties.path("containers")) {
      fillContainer((ObjectNode) container.path("properties"));
    }
  }

  private static void fillContainer(ObjectNode properties) {
    properties.remove("instanceView");
    if (!properties.hasNonNull("environmentVariables")) {
      properties.putArray("environmentVariables");
    }
    if (!properties.hasNonNull("ports")) {
      properties.putArray("ports");
    }
    for (JsonNode amounts : properties.path("resources")) {
      if (amounts instanceof ObjectNode object) {
        // So that 1 and 1.0 are the same definition.
        object.properties().forEach(field -> field.setValue(asDouble(field.getValue())));
      }
    }
  }

  private static JsonNode asDouble(JsonNode number) {
    return Json.MAPPER.getNodeFactory().numberNode(number.asDouble());
  }

  private static void putIfAbsent(ObjectNode node, String name, int value) {
    if (!node.hasNonNull(name)) {
      node.put(name, value);
    }
  }

  static boolean differOnlyInTags(ObjectNode one, ObjectNode other) {
    return one.deepCopy().without("tags").equals(other.deepCopy().without("tags"));
  }

  static RestartPolicy restartPolicy(ObjectNode definition) {
    String name = definition.path("properties").path("restartPolicy").asText("Always");
    return RestartPolicy.parse(name).orElse(RestartPolicy.ALWAYS);
  }

  static List<JsonNode> containers(ObjectNode definition) {
    JsonNode containers = definition.path("properties").path("containers");
    return StreamSupport.stream(containers.spliterator(), false).toList();
  }

  /** The {@code properties} of the container of that name. */
  static JsonNode container(ObjectNode definition, String name) {
    return containers(definition).stream()
        .filter(c -> c.path("name").asText().equals(name))
        .findFirst()
        .map(c -> c.path("properties"))
        .orElseThrow(() -> new IllegalArgumentException("No container '" + name + "'"));
  }

  static String imageOf(ObjectNode definition, String container) {
    return container(definition, container).path("image").asText();
  }

  /** A copy that may be shown. */
  static ObjectNode withoutSecrets(ObjectNode definition) {
    ObjectNode copy = definition.deepCopy();
    JsonNode properties = copy.path("properties");
    for (JsonNode container : properties.path("containers")) {
      removeFromEach(container.path("properties").path("environmentVariables"), "secureValue");
    }
    removeFromEach(properties.path("imageRegistryCredentials"), "password");
    return copy;
  }

  private static void removeFromEach(JsonNode array, String field) {
    if (array instanceof ArrayNode nodes) {
      nodes.forEach(node -> ((ObjectNode) node).remove(field));
    }
  }
}
