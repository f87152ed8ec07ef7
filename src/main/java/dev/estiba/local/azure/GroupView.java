package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** A container group as ACI shows it to clients of one api-version. */
final class GroupView {

  private final ApiVersion version;
  private final Instant now;

  GroupView(ApiVersion version, Instant now) {
    this.version = version;
    this.now = now;
  }

  /** The answer of a GET. */
  ObjectNode full(ContainerGroup group) {
    ObjectNode body = listed(group);
    ObjectNode properties = (ObjectNode) body.path("properties");
    for (ContainerStatus container : group.containers()) {
      boolean said = container.state() != null || container.restarts() > 0;
      String kind = container.init() ? "initContainers" : "containers";
      if (said && properties.has(kind)) {
        ObjectNode shown = (ObjectNode) Definitions.container(body, container.name());
        shown.set("instanceView", ContainerView.of(container, version, now));
      }
    }
    ObjectNode view = properties.putObject("instanceView");
    var events = view.putArray("events");
    group.events().forEach(event -> events.add(event.body()));
    view.put("state", GroupStates.of(group, now));
    return body;
  }

  /** An element of a list: ACI's lists carry no {@code instanceView}. */
  ObjectNode listed(ContainerGroup group) {
    ObjectNode body = Definitions.withoutSecrets(group.definition());
    ObjectNode properties = (ObjectNode) body.path("properties");
    properties.put("provisioningState", GroupStates.provisioning(group));
    keepToVersion(properties);
    showAddress(group, properties);
    if (body.path("identity") instanceof ObjectNode identity) {
      Identities.complete(identity, group);
    }
    body.put("id", group.id().path());
    body.put("name", group.id().name());
    body.put("type", GroupId.TYPE);
    return body;
  }

  private void keepToVersion(ObjectNode properties) {
    if (!version.hasSku()) {
      properties.remove("sku");
    }
    if (!version.hasInitContainers()) {
      properties.remove("initContainers");
    }
    if (!version.hasProvisioningTimeout()) {
      properties.remove(List.of("provisioningTimeoutInSeconds", "isCustomProvisioningTimeout"));
    }
    if (version.hasStandbyPool()) {
      properties.put("isCreatedFromStandbyPool", false);
    }
    if (version.hasConfigMap()) {
      for (JsonNode container : properties.path("containers")) {
        ((ObjectNode) container.path("properties"))
            .putObject("configMap")
            .putObject("keyValuePairs");
      }
    }
  }

  private void showAddress(ContainerGroup group, ObjectNode properties) {
    boolean provisioned = GroupStates.provisioning(group).equals("Succeeded");
    if (properties.path("ipAddress") instanceof ObjectNode address
        && group.ip() != null
        && (provisioned || !version.tellsAddressOnceProvisioned())) {
      address.put("ip", group.ip());
    }
  }

  /** What a client polls until the operation is over. */
  static ObjectNode operation(ContainerGroup group, String id) {
    boolean newest = group.operation().id().equals(id);
    String state = newest ? GroupStates.operation(group) : "Succeeded";
    ObjectNode body = Json.object();
    body.put("id", group.id().path());
    body.put("status", state);
    group.operations().stream()
        .filter(o -> o.id().equals(id))
        .forEach(o -> body.put("startTime", Json.time(o.startedAt())));
    var events = body.putObject("properties").putArray("events");
    if (newest && !state.equals(GroupStates.PENDING)) {
      group.events().forEach(event -> events.add(event.body()));
      group.containers().stream()
          .flatMap(c -> ContainerView.events(c, group.operation().version()))
          .forEach(event -> events.add(event.body()));
    }
    return body;
  }
}
