package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.fault.Limits;
import dev.estiba.local.azure.fault.Moods;
import dev.estiba.local.azure.fault.OperationKind;
import dev.estiba.local.azure.fault.Usage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What a region has and what of it is in use, and what the provider can do, over HTTP. */
final class LocationApi {

  private static final int MOST_CPU = 31;
  private static final int MOST_MEMORY_GB = 240;

  /** Soft limits of a region, in ACI's documentation. */
  private static final int GROUPS = 100;

  private static final int CORES = 100;

  private record Action(String name, String title, String description) {}

  private static final List<Action> ACTIONS =
      List.of(
          new Action("read", "Get Container Groups", "Reads container groups."),
          new Action("write", "Create or update Container Group", "Creates or changes one."),
          new Action("delete", "Delete Container Group", "Deletes one with its containers."),
          new Action("restart/action", "Restart Container Group", "Runs its containers anew."),
          new Action("stop/action", "Stop Container Group", "Ends its containers."),
          new Action("start/action", "Start Container Group", "Starts a stopped one."),
          new Action("containers/logs/read", "Get Container Logs", "Reads a container's log."));

  private final ContainerGroups groups;
  private final Moods moods;

  LocationApi(ContainerGroups groups, Moods moods) {
    this.groups = groups;
    this.moods = moods;
  }

  void addTo(ArmRoutes routes) {
    routes.add(OperationKind.LOCATION, "GET", GroupPaths.LOCATION + "/usages", this::usages);
    routes.add(
        OperationKind.LOCATION, "GET", GroupPaths.LOCATION + "/capabilities", this::capabilities);
    routes.add(
        OperationKind.LOCATION, "GET", GroupPaths.LOCATION + "/cachedimages", this::cachedImages);
    routes.add(
        OperationKind.LOCATION, "GET", GroupPaths.PROVIDER + "/operations", this::operations);
    routes.add(
        OperationKind.LOCATION,
        "GET",
        GroupPaths.GROUP + "/outboundnetworkdependenciesendpoints",
        request -> ArmResponse.of(200, Json.MAPPER.createArrayNode()));
  }

  private ArmResponse usages(ArmRequest request) {
    ApiVersion.of(request);
    String region = region(request);
    Usage used = groups.usage(request.variable("subscription"), region);
    Limits limits = moods.behavior().limits();
    int groupsLimit = Objects.requireNonNullElse(limits.containerGroups(), GROUPS);
    int coresLimit = Objects.requireNonNullElse(limits.cores(), CORES);
    ObjectNode body = Json.object();
    body.putArray("value")
        .add(
            usage(
                request,
                "ContainerGroups",
                "Container Groups",
                used.containerGroups(),
                groupsLimit))
        .add(usage(request, "StandardCores", "Standard Cores", used.cores(), coresLimit));
    return ArmResponse.of(200, body);
  }

  private static ObjectNode usage(
      ArmRequest request, String name, String title, double value, double limit) {
    ObjectNode usage = Json.object();
    usage.put(
        "id",
        "/subscriptions/"
            + request.variable("subscription")
            + "/providers/Microsoft.ContainerInstance/locations/"
            + region(request)
            + "/usages/"
            + name);
    usage
        .put("unit", "Count")
        .put("currentValue", (int) Math.ceil(value))
        .put("limit", (int) limit);
    usage.putObject("name").put("value", name).put("localizedValue", title);
    return usage;
  }

  private ArmResponse capabilities(ArmRequest request) {
    ApiVersion.of(request);
    ObjectNode capability = Json.object();
    capability.put("resourceType", "containerGroups").put("osType", "Linux");
    capability.put("location", region(request)).put("ipAddressType", "Public").put("gpu", "None");
    capability
        .putObject("capabilities")
        .put("maxMemoryInGB", MOST_MEMORY_GB)
        .put("maxCpu", MOST_CPU)
        .put("maxGpuCount", 0);
    ObjectNode body = Json.object();
    body.putArray("value").add(capability);
    return ArmResponse.of(200, body);
  }

  private ArmResponse cachedImages(ArmRequest request) throws IOException {
    ApiVersion.of(request);
    ObjectNode body = Json.object();
    var value = body.putArray("value");
    for (String image : groups.cachedImages()) {
      value.addObject().put("osType", "Linux").put("image", image);
    }
    return ArmResponse.of(200, body);
  }

  private ArmResponse operations(ArmRequest request) {
    ApiVersion.of(request);
    ObjectNode body = Json.object();
    var value = body.putArray("value");
    for (Action action : ACTIONS) {
      ObjectNode operation = value.addObject();
      operation.put("name", "Microsoft.ContainerInstance/containerGroups/" + action.name());
      operation
          .putObject("display")
          .put("provider", "Microsoft Container Instance")
          .put("resource", "Container Group")
          .put("operation", action.title())
          .put("description", action.description());
      operation.put("origin", "User");
    }
    return ArmResponse.of(200, body);
  }

  private static String region(ArmRequest request) {
    return request.variable("location").replace(" ", "").toLowerCase(Locale.ROOT);
  }
}
