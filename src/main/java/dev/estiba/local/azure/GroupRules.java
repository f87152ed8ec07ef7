package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** ACI's rules for names and sizes. */
final class GroupRules {

  private static final Pattern NAME =
      Pattern.compile("^(?!.*--)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$");
  private static final Pattern VARIABLE =
      Pattern.compile("^[A-Za-z0-9]([A-Za-z0-9_]{0,61}[A-Za-z0-9])?$");
  private static final double MOST_CPU = 31;
  private static final double MOST_MEMORY = 240;

  private GroupRules() {}

  static void check(String name, ObjectNode resource) {
    checkName("InvalidContainerGroupName", "container group", name);
    JsonNode properties = resource.path("properties");
    if (!properties.hasNonNull("osType")) {
      throw missing("osType", name);
    }
    if (properties.path("containers").isEmpty()) {
      throw missing("containers", name);
    }
    String policy = properties.path("restartPolicy").asText("Always");
    if (RestartPolicy.parse(policy).isEmpty()) {
      throw ArmErrors.badContent("'" + policy + "' is not a restartPolicy");
    }
    properties.path("containers").forEach(container -> checkContainer(container, name));
  }

  private static void checkContainer(JsonNode container, String group) {
    checkName("InvalidContainerName", "container", container.path("name").asText());
    JsonNode properties = container.path("properties");
    if (properties.path("image").asText().isBlank()) {
      throw missing("image", group);
    }
    for (JsonNode variable : properties.path("environmentVariables")) {
      checkVariable(variable.path("name").asText(), group);
    }
    JsonNode resources = properties.path("resources");
    checkAmount(resources, "cpu", MOST_CPU, group);
    checkAmount(resources, "memoryInGB", MOST_MEMORY, group);
  }

  private static void checkName(String code, String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw ArmErrors.invalid(
          code,
          "The "
              + what
              + " name '"
              + name
              + "' is invalid. It must be 1 to 63 lowercase letters, digits and hyphens, with no"
              + " hyphen at its start or end and no two in a row.");
    }
  }

  private static void checkVariable(String name, String group) {
    if (!VARIABLE.matcher(name).matches()) {
      throw ArmErrors.invalid(
          "InvalidEnvironmentVariableName",
          "The environment variable name '"
              + name
              + "' in container group '"
              + group
              + "' is invalid. It must be 1 to 63 letters, digits and underscores, with no"
              + " underscore at its start or end.");
    }
  }

  private static void checkAmount(JsonNode resources, String name, double most, String group) {
    JsonNode request = resources.path("requests").path(name);
    if (!request.isNumber()) {
      throw missing("resources.requests." + name, group);
    }
    if (request.asDouble() <= 0 || request.asDouble() > most) {
      throw ArmErrors.invalid(
          "InvalidResourceRequest",
          String.format(
              "The %s request '%s' in container group '%s' must be more than 0 and at most %s.",
              name, request.asText(), group, most));
    }
    JsonNode limit = resources.path("limits").path(name);
    if (limit.isNumber() && limit.asDouble() < request.asDouble()) {
      throw ArmErrors.invalid(
          "InvalidResourceRequest",
          String.format(
              "The %s limit '%s' in container group '%s' is less than the request '%s'.",
              name, limit.asText(), group, request.asText()));
    }
  }

  private static ArmException missing(String property, String group) {
    return ArmErrors.invalid(
        "MissingRequiredProperty",
        "The property '" + property + "' of container group '" + group + "' is required.");
  }
}
