package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.local.azure.runtime.ContainerSpec;
import dev.estiba.local.azure.runtime.GroupSpec;
import dev.estiba.local.azure.runtime.RegistryCredential;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the runtime needs to know of a checked definition. */
final class Specs {

  private static final double BYTES_PER_GB = 1024.0 * 1024 * 1024;

  private Specs() {}

  static List<ContainerSpec> of(ContainerGroup group) {
    return group.containers().stream().map(container -> of(group, container)).toList();
  }

  static ContainerSpec of(ContainerGroup group, ContainerStatus container) {
    JsonNode properties = Definitions.container(group.definition(), container.name());
    return new ContainerSpec(
        group.containerId(container),
        properties.path("image").asText(),
        strings(properties.path("command")),
        environment(properties.path("environmentVariables")),
        resource(properties, "cpu"),
        Math.round(resource(properties, "memoryInGB") * BYTES_PER_GB),
        List.of(),
        new GroupSpec(
            group.uid(),
            false,
            List.of(),
            null,
            false,
            credentials(group.definition().path("properties").path("imageRegistryCredentials"))),
        container.requestedAt());
  }

  /** A container may use up to its limit, which is its request unless it says otherwise. */
  private static double resource(JsonNode properties, String name) {
    JsonNode resources = properties.path("resources");
    double request = resources.path("requests").path(name).asDouble();
    return resources.path("limits").path(name).asDouble(request);
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(node -> strings.add(node.asText()));
    return List.copyOf(strings);
  }

  private static Map<String, String> environment(JsonNode variables) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (JsonNode variable : variables) {
      String value = variable.path("secureValue").asText(variable.path("value").asText());
      environment.put(variable.path("name").asText(), value);
    }
    return environment;
  }

  private static List<RegistryCredential> credentials(JsonNode credentials) {
    List<RegistryCredential> all = new ArrayList<>();
    for (JsonNode credential : credentials) {
      all.add(
          new RegistryCredential(
              credential.path("server").asText(),
              credential.path("username").asText(),
              credential.path("password").asText()));
    }
    return List.copyOf(all);
  }
}
