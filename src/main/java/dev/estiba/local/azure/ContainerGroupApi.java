package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.fault.Moods;
import dev.estiba.local.azure.fault.OperationKind;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Microsoft.ContainerInstance/containerGroups over HTTP: create, read, update, delete, list. */
final class ContainerGroupApi {

  private final ContainerGroups groups;
  private final ResourceGroups resourceGroups;
  private final GroupPaths paths;
  private final InstantSource clock;
  private final Moods moods;

  ContainerGroupApi(
      ContainerGroups groups,
      ResourceGroups resourceGroups,
      GroupPaths paths,
      InstantSource clock,
      Moods moods) {
    this.groups = groups;
    this.resourceGroups = resourceGroups;
    this.paths = paths;
    this.clock = clock;
    this.moods = moods;
  }

  void addTo(ArmRoutes routes) {
    String all = GroupPaths.SUBSCRIPTION + GroupPaths.PROVIDER + "/containergroups";
    routes.add(OperationKind.LIST, "GET", all, this::listBySubscription);
    routes.add(OperationKind.LIST, "GET", GroupPaths.GROUPS, this::listByResourceGroup);
    routes.add(OperationKind.CREATE, "PUT", GroupPaths.GROUP, this::put);
    routes.add(OperationKind.GET, "GET", GroupPaths.GROUP, this::get);
    routes.add(OperationKind.GET, "HEAD", GroupPaths.GROUP, this::head);
    routes.add(OperationKind.UPDATE, "PATCH", GroupPaths.GROUP, this::patch);
    routes.add(OperationKind.DELETE, "DELETE", GroupPaths.GROUP, this::delete);
    String operation = GroupPaths.LOCATION + "/operations/{operation}";
    routes.add(OperationKind.OPERATION, "GET", operation, this::operation);
  }

  private ArmResponse put(ArmRequest request) {
    GroupView view = view(request);
    GroupId asked = GroupPaths.id(request);
    ResourceGroup home = resourceGroups.require(asked.subscription(), asked.resourceGroup());
    GroupId id = new GroupId(home.subscription(), home.name(), asked.name());
    ObjectNode body = request.json();
    Map<String, String> left = moods.countCreate(id.subscription(), Definitions.location(body));
    ArmResponse answer = put(id, body, request, view);
    return answer.with(left);
  }

  private ArmResponse put(GroupId id, ObjectNode body, ArmRequest request, GroupView view) {
    try {
      ContainerGroups.Put put = groups.put(id, body, asked(request));
      ArmResponse answer = ArmResponse.of(put.created() ? 201 : 200, view.full(put.group()));
      return GroupPaths.from(put.group(), request, GroupPaths.polled(put.group(), request, answer));
    } catch (ArmException e) {
      return e.response();
    }
  }

  private ArmResponse get(ArmRequest request) {
    ContainerGroup group = paths.group(request);
    return GroupPaths.from(group, request, ArmResponse.of(200, view(request).full(group)));
  }

  private ArmResponse head(ArmRequest request) {
    return ArmResponse.empty(groups.find(GroupPaths.id(request)).isPresent() ? 204 : 404);
  }

  /** Only tags can be changed so. */
  private ArmResponse patch(ArmRequest request) {
    ObjectNode body = request.json();
    if (!(body.path("tags") instanceof ObjectNode tags)) {
      throw ArmErrors.badContent("'tags' is expected to be an object");
    }
    ContainerGroup tagged = groups.tag(paths.group(request), tags);
    return GroupPaths.from(tagged, request, ArmResponse.of(200, view(request).full(tagged)));
  }

  private ArmResponse operation(ArmRequest request) {
    String operation = request.variable("operation");
    return groups
        .findByOperation(operation)
        .map(
            group -> {
              ArmResponse answer = ArmResponse.of(200, GroupView.operation(group, operation));
              return GroupPaths.from(
                  group, request, answer.with("Retry-After", GroupPaths.POLL_SECONDS));
            })
        .orElseThrow(() -> ArmErrors.operationNotFound(operation));
  }

  private ArmResponse delete(ArmRequest request) throws IOException, InterruptedException {
    GroupView view = view(request);
    GroupId id = GroupPaths.id(request);
    String region =
        groups.find(id).map(group -> Definitions.regionOf(group.definition())).orElse("");
    Map<String, String> left = moods.countDelete(id.subscription(), region);
    ArmResponse answer =
        groups
            .delete(id, moods.deleteDelay())
            .map(group -> GroupPaths.from(group, request, ArmResponse.of(200, view.full(group))))
            .orElseGet(() -> ArmResponse.empty(204));
    return answer.with(left);
  }

  private ArmResponse listBySubscription(ArmRequest request) {
    return list(request, groups.list(request.variable("subscription")));
  }

  private ArmResponse listByResourceGroup(ArmRequest request) {
    String name = request.variable("resourceGroup");
    String subscription = request.variable("subscription");
    ResourceGroup home =
        resourceGroups
            .find(subscription, name)
            .orElseThrow(() -> ArmErrors.resourceGroupNotFound(name));
    ArmResponse answer = list(request, groups.list(subscription, name));
    return GroupPaths.from(home.location(), request, answer);
  }

  private ArmResponse list(ArmRequest request, List<ContainerGroup> groups) {
    GroupView view = view(request);
    ObjectNode body = Json.object();
    var value = body.putArray("value");
    groups.forEach(group -> value.add(view.listed(group)));
    return ArmResponse.of(200, body);
  }

  static ContainerGroups.Asked asked(ArmRequest request) {
    return new ContainerGroups.Asked(request.requestId(), ApiVersion.of(request));
  }

  private GroupView view(ArmRequest request) {
    return new GroupView(ApiVersion.of(request), clock.instant());
  }
}
