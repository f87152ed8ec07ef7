package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.fault.OperationKind;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;

/**
 * What there is, whatever its type, over HTTP; clients look before they delete a resource group.
 */
final class ResourceListApi {

  /** What a resource shows in such a list. */
  private static final List<String> SHOWN =
      List.of("id", "name", "type", "location", "tags", "identity", "zones");

  private final ContainerGroups groups;
  private final ResourceGroups resourceGroups;
  private final InstantSource clock;

  ResourceListApi(ContainerGroups groups, ResourceGroups resourceGroups, InstantSource clock) {
    this.groups = groups;
    this.resourceGroups = resourceGroups;
    this.clock = clock;
  }

  void addTo(ArmRoutes routes) {
    String subscription = GroupPaths.SUBSCRIPTION;
    routes.add(OperationKind.LIST, "GET", subscription + "/resources", this::ofSubscription);
    routes.add(
        OperationKind.LIST,
        "GET",
        subscription + "/resourcegroups/{resourceGroup}/resources",
        this::ofResourceGroup);
  }

  private ArmResponse ofSubscription(ArmRequest request) {
    return list(request, groups.list(request.variable("subscription")));
  }

  private ArmResponse ofResourceGroup(ArmRequest request) {
    String subscription = request.variable("subscription");
    String name = request.variable("resourceGroup");
    if (resourceGroups.find(subscription, name).isEmpty()) {
      throw ArmErrors.resourceGroupNotFound(name);
    }
    return list(request, groups.list(subscription, name));
  }

  private ArmResponse list(ArmRequest request, List<ContainerGroup> found) {
    Predicate<JsonNode> filter = ResourceFilter.of(request.parameter("$filter").orElse(""));
    GroupView view = new GroupView(ApiVersion.newest(), clock.instant());
    ObjectNode body = Json.object();
    ArrayNode value = body.putArray("value");
    found.stream()
        .map(group -> view.listed(group).retain(SHOWN))
        .filter(filter)
        .forEach(value::add);
    return ArmResponse.of(200, body);
  }
}
