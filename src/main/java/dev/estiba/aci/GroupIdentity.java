package dev.estiba.aci;

import com.azure.resourcemanager.containerinstance.models.ContainerGroupIdentity;
import com.azure.resourcemanager.containerinstance.models.ContainerGroupIdentityUserAssignedIdentities;
import com.azure.resourcemanager.containerinstance.models.ResourceIdentityType;
import dev.estiba.task.GroupSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task's managed identities in the SDK's models. */
final class GroupIdentity {

  private GroupIdentity() {}

  static @Nullable ContainerGroupIdentity of(List<String> identities) {
    if (identities.isEmpty()) {
      return null;
    }
    Map<String, ContainerGroupIdentityUserAssignedIdentities> assigned = new LinkedHashMap<>();
    identities.stream()
        .filter(identity -> !identity.equals(GroupSettings.SYSTEM_IDENTITY))
        .forEach(
            identity -> assigned.put(identity, new ContainerGroupIdentityUserAssignedIdentities()));
    return new ContainerGroupIdentity()
        .withType(type(identities.contains(GroupSettings.SYSTEM_IDENTITY), !assigned.isEmpty()))
        .withUserAssignedIdentities(assigned.isEmpty() ? null : assigned);
  }

  private static ResourceIdentityType type(boolean system, boolean assigned) {
    if (!system) {
      return ResourceIdentityType.USER_ASSIGNED;
    }
    return assigned
        ? ResourceIdentityType.SYSTEM_ASSIGNED_USER_ASSIGNED
        : ResourceIdentityType.SYSTEM_ASSIGNED;
  }
}
