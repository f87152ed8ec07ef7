package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.runtime.LogQuery;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Microsoft.ContainerInstance/containerGroups over HTTP. */
final class ContainerGroupApi {

  private static final String SUBSCRIPTION = "/subscriptions/{subscription}";
  private static final String PROVIDER = "/providers/microsoft.containerinstance";
  private static final String RESOURCE_GROUP = SUBSCRIPTION + "/resourcegroups/{resourceGroup}";
  private static final String GROUPS = RESOURCE_GROUP + PROVIDER + "/containergroups";
  private static final String GROUP = GROUPS + "/{group}";
  private static final String CONTAINER = GROUP + "/containers/{container}";
  private static final String OPERATION =
      SUBSCRIPTION + PROVIDER + "/locations/{location}/operations/{operation}";

  private final ContainerGroups groups;
  private final ResourceGroups resourceGroups;
  private final RateLimit creates;
  private final RateLimit deletes;

  ContainerGroupApi(ContainerGroups groups, ResourceGroups resourceGroups, InstantSource clock) {
    this.groups = groups;
    this.resourceGroups = resourceGroups;
    this.creates = new RateLimit(clock);
    this.deletes = new RateLimit(clock);
  }

  void addTo(ArmRoutes routes) {
    routes.add("GET", SUBSCRIPTION + PROVIDER + "/containergroups", this::listBySubscription);
    routes.add("GET", GROUPS, this::listByResourceGroup);
    routes.add("PUT", GROUP, this::put);
    routes.add("GET", GROUP, request -> ArmResponse.of(200, GroupView.full(group(request))));
    routes.add("HEAD", GROUP, this::head);
    routes.add("DELETE", GROUP, this::delete);
    routes.add("GET", CONTAINER + "/logs", this::logs);
    routes.add("GET", OPERATION, this::operation);
    for (String action : List.of("start", "stop", "restart")) {
      routes.add("POST", GROUP + "/" + action, request -> notYet(action));
    }
    for (String action : List.of("exec", "attach")) {
      routes.add("POST", CONTAINER + "/" + action, request -> notYet(action));
    }
  }

  private static ArmResponse notYet(String action) {
    throw ArmErrors.notSupported("the action '" + action + "'");
  }

  private ArmResponse put(ArmRequest request) {
    GroupId asked = id(request);
    ResourceGroup home = resourceGroups.require(asked.subscription(), asked.resourceGroup());
    GroupId id = new GroupId(home.subscription(), home.name(), asked.name());
    ObjectNode definition = Definitions.of(id.name(), request.json());
    ContainerGroups.Put put = groups.put(id, definition, request.requestId());
    ArmResponse answer =
        ArmResponse.of(put.created() ? 201 : 200, GroupView.full(put.group()))
            .with(creates.count());
    return answer.with("Azure-AsyncOperation", operationUrl(request, put.group()));
  }

  private static String operationUrl(ArmRequest request, ContainerGroup group) {
    return request.base()
        + "/subscriptions/"
        + group.id().subscription()
        + "/providers/Microsoft.ContainerInstance/locations/"
        + group.definition().path("location").asText()
        + "/operations/"
        + group.operation()
        + "?api-version=2018-06-01";
  }

  private ArmResponse operation(ArmRequest request) {
    String operation = request.variable("operation");
    return groups
        .findByOperation(operation)
        .map(group -> ArmResponse.of(200, GroupView.operation(group)))
        .orElseThrow(() -> ArmErrors.operationNotFound(operation));
  }

  private ArmResponse head(ArmRequest request) {
    return ArmResponse.empty(groups.find(id(request)).isPresent() ? 204 : 404);
  }

  private ArmResponse delete(ArmRequest request) throws IOException, InterruptedException {
    ArmResponse answer =
        groups
            .delete(id(request))
            .map(group -> ArmResponse.of(200, GroupView.full(group)))
            .orElseGet(() -> ArmResponse.empty(204));
    return answer.with(deletes.count());
  }

  private ArmResponse listBySubscription(ArmRequest request) {
    return list(groups.list(request.variable("subscription")));
  }

  private ArmResponse listByResourceGroup(ArmRequest request) {
    String name = request.variable("resourceGroup");
    String subscription = request.variable("subscription");
    if (resourceGroups.find(subscription, name).isEmpty()) {
      throw ArmErrors.resourceGroupNotFound(name);
    }
    return list(groups.list(subscription, name));
  }

  private static ArmResponse list(List<ContainerGroup> groups) {
    ObjectNode body = Json.object();
    var value = body.putArray("value");
    groups.forEach(group -> value.add(GroupView.listed(group)));
    return ArmResponse.of(200, body);
  }

  private ArmResponse logs(ArmRequest request) throws IOException, InterruptedException {
    ContainerGroup group = group(request);
    String name = request.variable("container");
    ContainerStatus container =
        group.containers().stream()
            .filter(c -> c.name().equalsIgnoreCase(name))
            .findFirst()
            .orElseThrow(() -> ArmErrors.containerNotFound(group.id(), name));
    boolean timestamps = request.parameter("timestamps").map(Boolean::parseBoolean).orElse(false);
    int maxBytes = container.hasEnded() ? LogQuery.MAX_BYTES_ENDED : LogQuery.MAX_BYTES_RUNNING;
    Optional<String> content =
        groups.log(group, container, new LogQuery(tail(request), timestamps, maxBytes));
    return ArmResponse.of(
        200,
        Json.object()
            .put(
                "content", content.orElseThrow(() -> ArmErrors.logNotAvailable(group.id(), name))));
  }

  private static @Nullable Integer tail(ArmRequest request) {
    Optional<String> tail = request.parameter("tail");
    if (tail.isEmpty()) {
      return null;
    }
    try {
      return Math.max(0, Integer.parseInt(tail.get()));
    } catch (NumberFormatException e) {
      throw ArmErrors.badContent("'" + tail.get() + "' is not a number of lines");
    }
  }

  private ContainerGroup group(ArmRequest request) {
    GroupId id = id(request);
    return groups
        .find(id)
        .orElseThrow(
            () ->
                resourceGroups.find(id.subscription(), id.resourceGroup()).isPresent()
                    ? ArmErrors.groupNotFound(id)
                    : ArmErrors.resourceGroupNotFound(id.resourceGroup()));
  }

  private static GroupId id(ArmRequest request) {
    return new GroupId(
        request.variable("subscription"),
        request.variable("resourceGroup"),
        request.variable("group"));
  }
}
