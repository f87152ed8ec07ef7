package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.runtime.ContainerState;
import org.jspecify.annotations.Nullable;

/** A container group as ACI shows it. */
final class GroupView {

  private GroupView() {}

  /** The answer of a GET. */
  static ObjectNode full(ContainerGroup group) {
    ObjectNode body = listed(group);
    ObjectNode properties = (ObjectNode) body.path("properties");
    for (ContainerStatus container : group.containers()) {
      if (container.state() != null || container.attempt() > 0) {
        ObjectNode shown = (ObjectNode) Definitions.container(body, container.name());
        shown.set("instanceView", ContainerView.of(container));
      }
    }
    ObjectNode view = properties.putObject("instanceView");
    view.putArray("events");
    view.put("state", state(group));
    return body;
  }

  /** An element of a list: ACI's lists carry no {@code instanceView}. */
  static ObjectNode listed(ContainerGroup group) {
    ObjectNode body = Definitions.withoutSecrets(group.definition());
    ((ObjectNode) body.path("properties")).put("provisioningState", provisioningState(group));
    body.put("id", group.id().path());
    body.put("name", group.id().name());
    body.put("type", GroupId.TYPE);
    return body;
  }

  /** The operation that creates the group, as its status resource shows it. */
  static ObjectNode operation(ContainerGroup group) {
    ObjectNode body = Json.object();
    body.put("id", group.id().path());
    body.put("status", provisioningState(group));
    body.put("startTime", Json.time(group.createdAt()));
    var events = body.putObject("properties").putArray("events");
    if (group.containers().stream().anyMatch(GroupView::isNotProvisioned)) {
      group.containers().forEach(c -> c.events().forEach(event -> events.add(event.body())));
    }
    return body;
  }

  /** Tells how the making of the group went, not how its containers fare. */
  static String provisioningState(ContainerGroup group) {
    if (group.containers().stream().anyMatch(GroupView::isNotProvisioned)) {
      return "Failed";
    }
    if (group.containers().stream().allMatch(GroupView::hasStarted)) {
      return "Succeeded";
    }
    return group.containers().stream().anyMatch(c -> c.state() != null) ? "Creating" : "Pending";
  }

  private static String state(ContainerGroup group) {
    if (group.containers().stream().anyMatch(GroupView::isNotProvisioned)) {
      return "Failed";
    }
    if (!group.containers().stream().allMatch(GroupView::hasStarted)) {
      return "Pending";
    }
    if (group.containers().stream().anyMatch(c -> !hasEnded(c))) {
      return "Running";
    }
    return group.containers().stream().allMatch(GroupView::hasSucceeded) ? "Succeeded" : "Failed";
  }

  private static boolean isNotProvisioned(ContainerStatus container) {
    return container.state() instanceof ContainerState.NotProvisioned;
  }

  private static boolean hasStarted(ContainerStatus container) {
    @Nullable ContainerState state = container.state();
    return container.attempt() > 0
        || state instanceof ContainerState.Running
        || state instanceof ContainerState.Terminated;
  }

  private static boolean hasEnded(ContainerStatus container) {
    return container.restartAt() == null && container.state() instanceof ContainerState.Terminated;
  }

  private static boolean hasSucceeded(ContainerStatus container) {
    return container.state() instanceof ContainerState.Terminated ended
        && Integer.valueOf(0).equals(ended.exitCode());
  }
}
