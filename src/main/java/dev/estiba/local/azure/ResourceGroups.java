package dev.estiba.local.azure;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The resource groups; each change is durable when its method returns. Thread-safe. */
final class ResourceGroups {

  private final StateFolder<ResourceGroup> folder;
  private final Map<String, ResourceGroup> groups = new HashMap<>();

  ResourceGroups(StateFolder<ResourceGroup> folder) throws IOException {
    this.folder = folder;
    folder.readAll().forEach(g -> groups.put(key(g.subscription(), g.name()), g));
  }

  synchronized Optional<ResourceGroup> find(String subscription, String name) {
    return Optional.ofNullable(groups.get(key(subscription, name)));
  }

  /**
   * @throws ArmException if there is none, or it is being deleted
   */
  ResourceGroup require(String subscription, String name) {
    ResourceGroup group =
        find(subscription, name).orElseThrow(() -> ArmErrors.resourceGroupNotFound(name));
    if (group.deleting()) {
      throw ArmErrors.resourceGroupBeingDeleted(group.name());
    }
    return group;
  }

  synchronized List<ResourceGroup> list(String subscription) {
    return groups.values().stream()
        .filter(g -> g.subscription().equalsIgnoreCase(subscription))
        .toList();
  }

  synchronized List<ResourceGroup> beingDeleted() {
    return groups.values().stream().filter(ResourceGroup::deleting).toList();
  }

  synchronized boolean contains(String uid) {
    return groups.values().stream().anyMatch(g -> g.uid().equals(uid));
  }

  synchronized void put(ResourceGroup group) {
    folder.write(group.uid(), group);
    groups.put(key(group.subscription(), group.name()), group);
  }

  synchronized void remove(ResourceGroup group) {
    folder.delete(group.uid());
    groups.remove(key(group.subscription(), group.name()));
  }

  private static String key(String subscription, String name) {
    return (subscription + "/" + name).toLowerCase(Locale.ROOT);
  }
}
