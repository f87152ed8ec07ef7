package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The body of a PUT, checked and with its defaults: what a container group is defined by. */
final class Definitions {

  /** ACI's default. */
  private static final int PROVISIONING_TIMEOUT_SECONDS = 1800;

  private static final Pattern LOCATION = Pattern.compile("[a-z0-9]{1,64}");

  private Definitions() {}

  /**
   * @throws ArmException if ACI or this imitation refuses it
   */
  static ObjectNode of(String name, ObjectNode request, SupportedProperties supported) {
    String location = location(request);
    supported.check(name, request);
    GroupRules.check(name, request);
    ObjectNode definition = request.deepCopy();
    definition.remove(List.of("id", "name", "type"));
    definition.put("location", location);
    fill((ObjectNode) definition.path("properties"));
    return definition;
  }

  /** "West US" and "westus" are one place. */
  static String location(ObjectNode request) {
    String location = request.path("location").asText().replace(" ", "").toLowerCase(Locale.ROOT);
    if (location.isEmpty()) {
      throw ArmErrors.locationRequired();
    }
    if (!LOCATION.matcher(location).matches()) {
      throw ArmErrors.invalid(
          "LocationNotAvailableForResourceType",
          "The location is invalid: it is up to 64 letters and digits, such as 'westeurope'.");
    }
    return location;
  }

  private static void fill(ObjectNode properties) {
    properties.remove(List.of("provisioningState", "instanceView"));
    if (!properties.hasNonNull("sku")) {
      properties.put("sku", "Standard");
    }
    putIfAbsent(properties, "provisioningTimeoutInSeconds", PROVISIONING_TIMEOUT_SECONDS);
    int timeout = properties.path("provisioningTimeoutInSeconds").asInt();
    properties.put("isCustomProvisioningTimeout", timeout != PROVISIONING_TIMEOUT_SECONDS);
    putIfAbsent(properties, "initContainers");
    if (properties.hasNonNull("restartPolicy")) {
      String policy = properties.path("restartPolicy").asText();
      RestartPolicy.parse(policy).ifPresent(p -> properties.put("restartPolicy", p.wireName()));
    }
    fillAddress(properties.path("ipAddress"));
    for (JsonNode container : properties.path("initContainers")) {
      fillContainer((ObjectNode) container.path("properties"));
    }
    for (JsonNode container : properties.path("containers")) {
      ObjectNode own = (ObjectNode) container.path("properties");
      fillContainer(own);
      putIfAbsent(own, "ports");
    }
  }

  private static void fillAddress(JsonNode address) {
    if (!(address instanceof ObjectNode given)) {
      return;
    }
    given.remove(List.of("ip", "fqdn"));
    for (JsonNode port : given.path("ports")) {
      String protocol = port.path("protocol").asText("TCP").toUpperCase(Locale.ROOT);
      ((ObjectNode) port).put("protocol", protocol);
    }
  }

  private static void fillContainer(ObjectNode properties) {
    properties.remove("instanceView");
    putIfAbsent(properties, "environmentVariables");
    for (JsonNode amounts : properties.path("resources")) {
      if (amounts instanceof ObjectNode object) {
        // So that 1 and 1.0 are the same definition.
        object.properties().forEach(field -> field.setValue(asDouble(field.getValue())));
      }
    }
  }

  private static JsonNode asDouble(JsonNode value) {
    return value.isNumber() ? Json.MAPPER.getNodeFactory().numberNode(value.asDouble()) : value;
  }

  private static void putIfAbsent(ObjectNode node, String name, int value) {
    if (!node.hasNonNull(name)) {
      node.put(name, value);
    }
  }

  private static void putIfAbsent(ObjectNode node, String array) {
    if (!node.hasNonNull(array)) {
      node.putArray(array);
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
    return list(definition, "containers");
  }

  static List<JsonNode> initContainers(ObjectNode definition) {
    return list(definition, "initContainers");
  }

  private static List<JsonNode> list(ObjectNode definition, String name) {
    JsonNode array = definition.path("properties").path(name);
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  /** The {@code properties} of the container of that name, which is unique in its group. */
  static JsonNode container(ObjectNode definition, String name) {
    return Stream.concat(initContainers(definition).stream(), containers(definition).stream())
        .filter(c -> c.path("name").asText().equals(name))
        .findFirst()
        .map(c -> c.path("properties"))
        .orElseThrow(() -> new IllegalArgumentException("No container '" + name + "'"));
  }

  static JsonNode volumes(ObjectNode definition) {
    return definition.path("properties").path("volumes");
  }

  static Duration provisioningTimeout(ObjectNode definition) {
    JsonNode seconds = definition.path("properties").path("provisioningTimeoutInSeconds");
    return Duration.ofSeconds(seconds.asInt(PROVISIONING_TIMEOUT_SECONDS));
  }

  static String regionOf(ObjectNode definition) {
    return definition.path("location").asText();
  }

  /** What a group asks of its region: the sum of its containers' requests. */
  static double cores(ObjectNode definition) {
    return containers(definition).stream()
        .mapToDouble(c -> c.at("/properties/resources/requests/cpu").asDouble())
        .sum();
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
    for (JsonNode container : properties.path("initContainers")) {
      removeFromEach(container.path("properties").path("environmentVariables"), "secureValue");
    }
    removeFromEach(properties.path("imageRegistryCredentials"), "password");
    properties.path("volumes").forEach(Definitions::hideSecrets);
    for (JsonNode extension : properties.path("extensions")) {
      if (extension.path("properties") instanceof ObjectNode own) {
        own.remove("protectedSettings");
      }
    }
    if (properties.at("/diagnostics/logAnalytics") instanceof ObjectNode workspace) {
      workspace.remove("workspaceKey");
    }
    showName(copy);
    return copy;
  }

  private static void hideSecrets(JsonNode volume) {
    if (volume.path("secret") instanceof ObjectNode secret) {
      secret.removeAll();
    }
    if (volume.path("azureFile") instanceof ObjectNode share) {
      share.remove("storageAccountKey");
    }
  }

  /** The full name of a label is told with it; it does not resolve on one machine. */
  private static void showName(ObjectNode copy) {
    JsonNode address = copy.path("properties").path("ipAddress");
    if (address instanceof ObjectNode object && address.hasNonNull("dnsNameLabel")) {
      String label = address.path("dnsNameLabel").asText();
      object.put("fqdn", label + "." + regionOf(copy) + ".azurecontainer.io");
    } else if (address instanceof ObjectNode object) {
      object.remove("autoGeneratedDomainNameLabelScope");
    }
  }

  private static void removeFromEach(JsonNode array, String field) {
    if (array instanceof ArrayNode nodes) {
      nodes.forEach(node -> ((ObjectNode) node).remove(field));
    }
  }

  static Map<String, String> tags(JsonNode definition) {
    Map<String, String> tags = new LinkedHashMap<>();
    definition
        .path("tags")
        .fields()
        .forEachRemaining(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return tags;
  }
}
