package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a container group can be changed by another PUT, as <a
 * href="https://learn.microsoft.com/azure/container-instances/container-instances-update">ACI's
 * documentation</a> has it.
 */
final class GroupUpdates {

  private static final List<String> FIXED =
      List.of("osType", "restartPolicy", "sku", "priority", "networkProfile", "subnetIds");

  private GroupUpdates() {}

  /** Names what would need a delete first. */
  static Optional<String> fixedDifference(ObjectNode now, ObjectNode wanted) {
    if (!now.path("location").equals(wanted.path("location"))) {
      return Optional.of("location");
    }
    if (!now.path("zones").equals(wanted.path("zones"))) {
      return Optional.of("zones");
    }
    JsonNode before = now.path("properties");
    JsonNode after = wanted.path("properties");
    Optional<String> property =
        FIXED.stream().filter(f -> !before.path(f).equals(after.path(f))).findFirst();
    return property.or(
        () ->
            resources(now).equals(resources(wanted))
                ? Optional.empty()
                : Optional.of("the resources of its containers"));
  }

  private static List<JsonNode> resources(ObjectNode definition) {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode container : Definitions.containers(definition)) {
      all.add(container.at("/properties/resources"));
    }
    return all;
  }
}
