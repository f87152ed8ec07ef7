package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * What of a request is understood here. Everything else is refused by its name: a property that is
 * silently dropped would work differently in Azure.
 */
final class SupportedProperties {

  private static final Set<String> RESOURCE =
      Set.of("id", "name", "type", "location", "tags", "identity", "zones", "properties");
  private static final Set<String> GROUP =
      Set.of(
          "containers",
          "osType",
          "restartPolicy",
          "imageRegistryCredentials",
          "sku",
          "priority",
          "provisioningState",
          "instanceView",
          "provisioningTimeoutInSeconds",
          "isCustomProvisioningTimeout");
  private static final Set<String> CONTAINER =
      Set.of("image", "command", "ports", "environmentVariables", "resources", "instanceView");
  private static final Set<String> VARIABLE = Set.of("name", "value", "secureValue");
  private static final Set<String> RESOURCES = Set.of("requests", "limits");
  private static final Set<String> AMOUNTS = Set.of("cpu", "memoryInGB");
  private static final Set<String> CREDENTIAL = Set.of("server", "username", "password");

  private SupportedProperties() {}

  static void check(ObjectNode resource) {
    check(resource, "", RESOURCE);
    JsonNode properties = resource.path("properties");
    check(properties, "properties.", GROUP);
    only(properties, "osType", "Linux");
    only(properties, "sku", "Standard");
    checkAll(
        properties.path("imageRegistryCredentials"),
        "properties.imageRegistryCredentials[].",
        CREDENTIAL);
    expect(properties.path("containers").isArray(), "properties.containers");
    if (properties.path("containers").size() > 1) {
      throw ArmErrors.notSupported("more than one container in 'properties.containers'");
    }
    for (JsonNode container : properties.path("containers")) {
      check(container, "properties.containers[].", Set.of("name", "properties"));
      checkContainer(container.path("properties"), "properties.containers[].properties.");
    }
  }

  private static void checkContainer(JsonNode properties, String at) {
    check(properties, at, CONTAINER);
    JsonNode command = properties.path("command");
    expect(command.isArray() || saysNothing(command), at + "command");
    checkAll(properties.path("environmentVariables"), at + "environmentVariables[].", VARIABLE);
    JsonNode resources = properties.path("resources");
    check(resources, at + "resources.", RESOURCES);
    check(resources.path("requests"), at + "resources.requests.", AMOUNTS);
    check(resources.path("limits"), at + "resources.limits.", AMOUNTS);
  }

  private static void checkAll(JsonNode array, String at, Set<String> known) {
    expect(array.isArray() || saysNothing(array), at);
    array.forEach(node -> check(node, at, known));
  }

  private static void expect(boolean fits, String at) {
    if (!fits) {
      throw ArmErrors.badContent("the value of '" + at + "' has another type than expected");
    }
  }

  private static void check(JsonNode node, String at, Set<String> known) {
    expect(node.isObject() || saysNothing(node), at);
    for (var field : node.properties()) {
      if (!known.contains(field.getKey()) && !saysNothing(field.getValue())) {
        throw ArmErrors.notSupported("the property '" + at + field.getKey() + "'");
      }
    }
  }

  private static boolean saysNothing(JsonNode value) {
    return value.isNull() || value.isMissingNode() || (value.isContainerNode() && value.isEmpty());
  }

  private static void only(JsonNode properties, String name, String value) {
    String given = properties.path(name).asText(value);
    if (!given.equalsIgnoreCase(value)) {
      throw ArmErrors.notSupported("'properties." + name + "' other than " + value);
    }
  }
}
