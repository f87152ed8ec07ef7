package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.fault.OperationKind;

/**
 * Subscriptions and tenants over HTTP, which clients ask for when their user signs in. Every
 * subscription exists; listed are the one of this machine and those that have something in them.
 */
final class SubscriptionApi {

  /** For clients that have to choose one. */
  static final String OWN = "10ca1a20-0000-0000-0000-000000000001";

  private final ResourceGroups resourceGroups;

  SubscriptionApi(ResourceGroups resourceGroups) {
    this.resourceGroups = resourceGroups;
  }

  void addTo(ArmRoutes routes) {
    String subscription = GroupPaths.SUBSCRIPTION;
    routes.add(OperationKind.LOCATION, "GET", "/tenants", request -> list(tenants()));
    routes.add(OperationKind.LOCATION, "GET", "/subscriptions", request -> list(subscriptions()));
    routes.add(
        OperationKind.LOCATION,
        "GET",
        subscription,
        request -> ArmResponse.of(200, subscription(request.variable("subscription"))));
    routes.add(
        OperationKind.LOCATION,
        "GET",
        subscription + "/locations",
        request -> list(locations(request.variable("subscription"))));
  }

  private static ArmResponse list(ArrayNode value) {
    ObjectNode body = Json.object();
    body.set("value", value);
    return ArmResponse.of(200, body);
  }

  private static ArrayNode tenants() {
    ArrayNode all = Json.MAPPER.createArrayNode();
    all.addObject()
        .put("id", "/tenants/" + Identities.TENANT)
        .put("tenantId", Identities.TENANT)
        .put("displayName", "This machine")
        .put("tenantCategory", "Home")
        .putArray("domains");
    return all;
  }

  private ArrayNode subscriptions() {
    ArrayNode all = Json.MAPPER.createArrayNode();
    all.add(subscription(OWN));
    resourceGroups.subscriptions().stream()
        .filter(id -> !id.equalsIgnoreCase(OWN))
        .forEach(id -> all.add(subscription(id)));
    return all;
  }

  private static ObjectNode subscription(String id) {
    ObjectNode body = Json.object();
    body.put("id", "/subscriptions/" + id).put("subscriptionId", id);
    body.put("tenantId", Identities.TENANT);
    body.put("displayName", id.equalsIgnoreCase(OWN) ? "This machine" : "This machine: " + id);
    body.put("state", "Enabled").put("authorizationSource", "RoleBased");
    body.putArray("managedByTenants");
    body.putObject("subscriptionPolicies")
        .put("locationPlacementId", "Public_2014-09-01")
        .put("quotaId", "PayAsYouGo_2014-09-01")
        .put("spendingLimit", "Off");
    return body;
  }

  private static ArrayNode locations(String subscription) {
    ArrayNode all = Json.MAPPER.createArrayNode();
    for (String display : Regions.displayNames()) {
      String name = Regions.name(display);
      ObjectNode location = all.addObject();
      location.put("id", "/subscriptions/" + subscription + "/locations/" + name);
      location.put("name", name).put("type", "Region");
      location.put("displayName", display).put("regionalDisplayName", display);
      location
          .putObject("metadata")
          .put("regionType", "Physical")
          .put("regionCategory", "Recommended");
    }
    return all;
  }
}
