package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.fault.OperationKind;
import java.util.List;

/** What resource types there are, and their versions, over HTTP. All of them are registered. */
final class ProviderApi {

  private static final String PROVIDERS = GroupPaths.SUBSCRIPTION + "/providers";
  private static final String PROVIDER = PROVIDERS + "/{namespace}";

  /**
   * @param versions the newest first
   */
  private record Provider(String namespace, List<String> types, List<String> versions) {}

  private static final List<Provider> ALL =
      List.of(
          new Provider(
              "Microsoft.ContainerInstance",
              List.of(
                  "containerGroups",
                  "locations",
                  "locations/capabilities",
                  "locations/cachedImages",
                  "locations/operations",
                  "locations/usages",
                  "operations"),
              ApiVersion.newestFirst()),
          new Provider(
              "Microsoft.Resources",
              List.of("resourceGroups", "subscriptions", "tenants", "providers"),
              List.of("2025-04-01", "2024-11-01", "2022-12-01", "2021-04-01")));

  void addTo(ArmRoutes routes) {
    routes.add(OperationKind.LOCATION, "GET", PROVIDERS, ProviderApi::list);
    routes.add(OperationKind.LOCATION, "GET", PROVIDER, ProviderApi::get);
    routes.add(OperationKind.LOCATION, "POST", PROVIDER + "/register", ProviderApi::get);
  }

  private static ArmResponse list(ArmRequest request) {
    ObjectNode body = Json.object();
    ArrayNode value = body.putArray("value");
    ALL.forEach(provider -> value.add(body(provider, request.variable("subscription"))));
    return ArmResponse.of(200, body);
  }

  private static ArmResponse get(ArmRequest request) {
    String namespace = request.variable("namespace");
    return ALL.stream()
        .filter(provider -> provider.namespace().equalsIgnoreCase(namespace))
        .findFirst()
        .map(provider -> ArmResponse.of(200, body(provider, request.variable("subscription"))))
        .orElseThrow(() -> ArmErrors.noSuchNamespace(namespace));
  }

  private static ObjectNode body(Provider provider, String subscription) {
    ObjectNode body = Json.object();
    body.put("id", "/subscriptions/" + subscription + "/providers/" + provider.namespace());
    body.put("namespace", provider.namespace());
    ArrayNode types = body.putArray("resourceTypes");
    provider.types().forEach(type -> add(types, type, provider.versions()));
    return body.put("registrationState", "Registered")
        .put("registrationPolicy", "RegistrationRequired");
  }

  private static void add(ArrayNode types, String name, List<String> versions) {
    ObjectNode type = types.addObject().put("resourceType", name);
    ArrayNode locations = type.putArray("locations");
    Regions.displayNames().forEach(locations::add);
    ArrayNode names = type.putArray("apiVersions");
    versions.forEach(names::add);
    boolean resource = name.equals("containerGroups") || name.equals("resourceGroups");
    type.put("capabilities", resource ? "SupportsTags, SupportsLocation" : "None");
  }
}
