package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.fault.OperationKind;
import java.util.Optional;
import java.util.regex.Pattern;

/** Microsoft.Resources/resourceGroups over HTTP. */
final class ResourceGroupApi {

  private static final String SUBSCRIPTION = "/subscriptions/{subscription}";
  private static final String GROUPS = SUBSCRIPTION + "/resourcegroups";
  private static final String GROUP = GROUPS + "/{resourceGroup}";
  private static final String RESULT = SUBSCRIPTION + "/operationresults/{operation}";
  private static final Pattern NAME = Pattern.compile("[-\\w._()]{0,89}[-\\w_()]");

  private final ResourceGroups groups;
  private final ResourceGroupDeletes deletes;

  ResourceGroupApi(ResourceGroups groups, ResourceGroupDeletes deletes) {
    this.groups = groups;
    this.deletes = deletes;
  }

  void addTo(ArmRoutes routes) {
    routes.add(OperationKind.LIST_RESOURCE_GROUPS, "GET", GROUPS, this::list);
    routes.add(OperationKind.CREATE_RESOURCE_GROUP, "PUT", GROUP, this::put);
    routes.add(
        OperationKind.GET_RESOURCE_GROUP,
        "GET",
        GROUP,
        request -> ArmResponse.of(200, get(request).body()));
    routes.add(OperationKind.GET_RESOURCE_GROUP, "HEAD", GROUP, this::head);
    routes.add(OperationKind.UPDATE_RESOURCE_GROUP, "PATCH", GROUP, this::patch);
    routes.add(OperationKind.DELETE_RESOURCE_GROUP, "DELETE", GROUP, this::delete);
    routes.add(OperationKind.OPERATION, "GET", RESULT, this::result);
  }

  private ArmResponse list(ArmRequest request) {
    ObjectNode body = Json.object();
    var value = body.putArray("value");
    groups.list(request.variable("subscription")).forEach(g -> value.add(g.body()));
    return ArmResponse.of(200, body);
  }

  private ArmResponse put(ArmRequest request) {
    ObjectNode json = request.json();
    String location = Definitions.location(json);
    ObjectNode tags = json.path("tags") instanceof ObjectNode given ? given : Json.object();
    ResourceGroup asked =
        new ResourceGroup(
            Uids.next(),
            request.variable("subscription"),
            validName(request.variable("resourceGroup")),
            location,
            tags,
            false);
    Optional<ResourceGroup> existing = groups.add(asked);
    if (existing.isEmpty()) {
      return ArmResponse.of(201, asked.body());
    }
    if (!existing.get().location().equals(location)) {
      throw ArmErrors.resourceGroupIsElsewhere(existing.get(), location);
    }
    return ArmResponse.of(200, tag(existing.get(), tags).body());
  }

  private ArmResponse patch(ArmRequest request) {
    ResourceGroup group = get(request);
    JsonNode tags = request.json().path("tags");
    if (tags.isMissingNode() || tags.isNull()) {
      return ArmResponse.of(200, group.body());
    }
    if (!(tags instanceof ObjectNode given)) {
      throw ArmErrors.badContent("'tags' is expected to be an object");
    }
    return ArmResponse.of(200, tag(group, given).body());
  }

  private ResourceGroup tag(ResourceGroup group, ObjectNode tags) {
    return groups
        .change(group, there -> requireLive(there).updated(tags))
        .orElseThrow(() -> ArmErrors.resourceGroupBeingDeleted(group.name()));
  }

  private static ResourceGroup requireLive(ResourceGroup group) {
    if (group.deleting()) {
      throw ArmErrors.resourceGroupBeingDeleted(group.name());
    }
    return group;
  }

  private ArmResponse head(ArmRequest request) {
    return ArmResponse.empty(find(request).isPresent() ? 204 : 404);
  }

  private ArmResponse delete(ArmRequest request) {
    ResourceGroup group = get(request);
    if (!group.deleting()) {
      deletes.begin(group);
    }
    String location =
        request.base()
            + "/subscriptions/"
            + group.subscription()
            + "/operationresults/"
            + group.uid()
            + "?api-version="
            + request.parameter("api-version").orElse("");
    return ArmResponse.empty(202)
        .with("Location", location)
        .with("Retry-After", GroupPaths.POLL_SECONDS);
  }

  private ArmResponse result(ArmRequest request) {
    boolean busy = groups.contains(request.variable("operation"));
    return busy
        ? ArmResponse.empty(202).with("Retry-After", GroupPaths.POLL_SECONDS)
        : ArmResponse.empty(200);
  }

  private ResourceGroup get(ArmRequest request) {
    return find(request)
        .orElseThrow(() -> ArmErrors.resourceGroupNotFound(request.variable("resourceGroup")));
  }

  private Optional<ResourceGroup> find(ArmRequest request) {
    return groups.find(request.variable("subscription"), request.variable("resourceGroup"));
  }

  private static String validName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw ArmErrors.invalid(
          "InvalidResourceGroup",
          "The provided resource group name '"
              + name
              + "' has these invalid characters: only letters, digits, hyphens, underscores,"
              + " periods and parentheses are allowed, at most 90, and no period at the end.");
    }
    return name;
  }
}
