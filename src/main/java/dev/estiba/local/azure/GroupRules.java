package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** ACI's rules for the names, the numbers and the sizes of a group. */
final class GroupRules {

  private static final Pattern NAME =
      Pattern.compile("^(?!.*--)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$");
  private static final Pattern VARIABLE =
      Pattern.compile("^[A-Za-z0-9]([A-Za-z0-9_]{0,61}[A-Za-z0-9])?$");
  private static final Pattern DNS_LABEL = Pattern.compile("^[a-z][a-z0-9-]{3,61}[a-z0-9]$");
  private static final int MOST_CONTAINERS = 60;
  private static final int MOST_PORTS = 5;
  private static final double MOST_CPU = 31;
  private static final double MOST_MEMORY = 240;

  private GroupRules() {}

  static void check(String name, ObjectNode resource) {
    checkName("InvalidContainerGroupName", "container group", name);
    JsonNode properties = resource.path("properties");
    require(properties.hasNonNull("osType"), "osType", name);
    require(!properties.path("containers").isEmpty(), "containers", name);
    JsonNode zones = resource.path("zones");
    if (!zones.isMissingNode() && !zones.isNull() && !zones.isArray()) {
      throw ArmErrors.badContent("'zones' is expected to be an array");
    }
    JsonNode timeout = properties.path("provisioningTimeoutInSeconds");
    if (timeout.isNumber() && timeout.asInt() < 1) {
      throw ArmErrors.badContent("'provisioningTimeoutInSeconds' is expected to be positive");
    }
    String policy = properties.path("restartPolicy").asText("Always");
    if (RestartPolicy.parse(policy).isEmpty()) {
      throw ArmErrors.badContent("'" + policy + "' is not a restartPolicy");
    }
    checkPriority(properties, name);
    VolumeRules.check(properties, name);
    checkAddress(properties.path("ipAddress"), name);
    checkContainers(properties, name);
  }

  private static void checkPriority(JsonNode properties, String group) {
    String priority = properties.path("priority").asText("Regular");
    boolean spot = priority.equalsIgnoreCase("Spot");
    if (!spot && !priority.equalsIgnoreCase("Regular")) {
      throw ArmErrors.badContent("'" + priority + "' is not a priority; it is Regular or Spot");
    }
    if (spot && properties.hasNonNull("ipAddress")) {
      throw ArmErrors.invalid(
          "SpotPriorityContainerGroupNotSupportedForInboundConnectivity",
          "The container group '" + group + "' has the priority Spot, and so no ipAddress.");
    }
  }

  private static void checkContainers(JsonNode properties, String group) {
    int count = properties.path("containers").size() + properties.path("initContainers").size();
    if (count > MOST_CONTAINERS) {
      throw ArmErrors.invalid(
          "InvalidContainerCount",
          String.format(
              "The container group '%s' has %d containers; at most %d are allowed.",
              group, count, MOST_CONTAINERS));
    }
    Set<String> names = new HashSet<>();
    for (JsonNode container : properties.path("initContainers")) {
      checkContainer(container, group, names);
    }
    for (JsonNode container : properties.path("containers")) {
      checkContainer(container, group, names);
      JsonNode requests = container.at("/properties/resources/requests");
      require(requests.path("cpu").isNumber(), "resources.requests.cpu", group);
      require(requests.path("memoryInGB").isNumber(), "resources.requests.memoryInGB", group);
    }
    checkTotal(properties, "cpu", MOST_CPU, group);
    checkTotal(properties, "memoryInGB", MOST_MEMORY, group);
  }

  private static void checkContainer(JsonNode container, String group, Set<String> names) {
    String name = container.path("name").asText();
    checkName("InvalidContainerName", "container", name);
    if (!names.add(name)) {
      throw ArmErrors.invalid(
          "DuplicateContainerName",
          "The name '"
              + name
              + "' is given to more than one container of container group '"
              + group
              + "'. Each needs a name of its own.");
    }
    JsonNode properties = container.path("properties");
    require(!properties.path("image").asText().isBlank(), "image", group);
    for (JsonNode variable : properties.path("environmentVariables")) {
      checkVariable(variable.path("name").asText(), group);
    }
    for (JsonNode port : properties.path("ports")) {
      checkPort(port, group);
    }
    checkAmount(properties.path("resources"), "cpu", MOST_CPU, group);
    checkAmount(properties.path("resources"), "memoryInGB", MOST_MEMORY, group);
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

  private static void checkAddress(JsonNode address, String group) {
    if (address.isMissingNode() || address.isNull()) {
      return;
    }
    int ports = address.path("ports").size();
    if (ports == 0 || ports > MOST_PORTS) {
      throw ArmErrors.invalid(
          "InvalidIpAddressPorts",
          String.format(
              "The ipAddress of container group '%s' has %d ports; 1 to %d are allowed.",
              group, ports, MOST_PORTS));
    }
    address.path("ports").forEach(port -> checkPort(port, group));
    String label = address.path("dnsNameLabel").asText("");
    if (!label.isEmpty() && !DNS_LABEL.matcher(label).matches()) {
      throw ArmErrors.invalid(
          "InvalidDnsNameLabel",
          "The DNS name label '"
              + label
              + "' in container group '"
              + group
              + "' is invalid. It must be 5 to 63 lowercase letters, digits and hyphens, with a"
              + " letter at its start and no hyphen at its end.");
    }
  }

  private static void checkPort(JsonNode port, String group) {
    int number = port.path("port").asInt(-1);
    String protocol = port.path("protocol").asText("TCP");
    boolean known = protocol.equalsIgnoreCase("TCP") || protocol.equalsIgnoreCase("UDP");
    if (number < 1 || number > 65535 || !known) {
      throw ArmErrors.invalid(
          "InvalidPort",
          String.format(
              "The port '%s' in container group '%s' is invalid. It must have a 'port' from 1 to"
                  + " 65535 and TCP or UDP for its 'protocol'.",
              port, group));
    }
  }

  private static void checkAmount(JsonNode resources, String name, double most, String group) {
    JsonNode request = resources.path("requests").path(name);
    JsonNode limit = resources.path("limits").path(name);
    checkAmount("request", request, name, most, group);
    checkAmount("limit", limit, name, most, group);
    if (limit.isNumber() && limit.asDouble() < request.asDouble()) {
      throw ArmErrors.invalid(
          "InvalidResourceRequest",
          String.format(
              "The %s limit '%s' in container group '%s' is less than the request '%s'.",
              name, limit.asText(), group, request.asText()));
    }
  }

  private static void checkAmount(
      String what, JsonNode amount, String name, double most, String group) {
    boolean fits = amount.isNumber() && amount.asDouble() > 0 && amount.asDouble() <= most;
    if (!fits && !amount.isMissingNode() && !amount.isNull()) {
      throw ArmErrors.invalid(
          "InvalidResourceRequest",
          String.format(
              "The %s %s '%s' in container group '%s' must be a number above 0 and at most %s.",
              name, what, amount.asText(), group, most));
    }
  }

  /** The containers together, and no limit above them. */
  private static void checkTotal(JsonNode properties, String name, double most, String group) {
    double total = 0;
    for (JsonNode container : properties.path("containers")) {
      total += container.at("/properties/resources/requests/" + name).asDouble();
    }
    if (total > most) {
      throw ArmErrors.invalid(
          "InvalidResourceRequest",
          String.format(
              "The containers of container group '%s' request %s of %s together; at most %s are"
                  + " allowed.",
              group, total, name, most));
    }
    for (JsonNode container : properties.path("containers")) {
      JsonNode limit = container.at("/properties/resources/limits/" + name);
      if (limit.isNumber() && limit.asDouble() > total) {
        throw ArmErrors.invalid(
            "ContainerLimitGreaterThanContainerGroupTotalRequest",
            String.format(
                "The '%s' limit '%s' in container '%s' is greater than the total request '%s' of"
                    + " container group '%s'.",
                name.equals("cpu") ? "Cpu" : "MemoryInGB",
                limit.asText(),
                container.path("name").asText(),
                total,
                group));
      }
    }
  }

  private static void require(boolean given, String property, String group) {
    if (!given) {
      throw ArmErrors.invalid(
          "MissingRequiredProperty",
          "The property '" + property + "' of container group '" + group + "' is required.");
    }
  }
}
