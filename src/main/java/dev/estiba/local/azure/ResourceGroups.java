package dev.estiba.local.azure;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The resource groups; each change is durable when its method returns. Thread-safe. */
final class ResourceGroups {

  private final StateTable<ResourceGroup> stored;
  private final Map<String, ResourceGroup> groups = new HashMap<>();

  ResourceGroups(StateTable<ResourceGroup> stored) throws IOException {
    this.stored = stored;
    stored.readAll().forEach(g -> groups.put(key(g.subscription(), g.name()), g));
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

  /** In whichever spelling they were first used. */
  synchronized Set<String> subscriptions() {
    Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    groups.values().forEach(group -> all.add(group.subscription()));
    return all;
  }

  synchronized List<ResourceGroup> beingDeleted() {
    return groups.values().stream().filter(ResourceGroup::deleting).toList();
  }

  synchronized boolean contains(String uid) {
    return groups.values().stream().anyMatch(g -> g.uid().equals(uid));
  }

  /** Adds a resource group unless one of its name is there, which is then returned. */
  synchronized Optional<ResourceGroup> add(ResourceGroup group) {
    Optional<ResourceGroup> existing = find(group.subscription(), group.name());
    if (existing.isEmpty()) {
      put(group);
    }
    return existing;
  }

  /** Returns nothing if that one is gone, be there another one of its name or not. */
  synchronized Optional<ResourceGroup> change(
      ResourceGroup group, UnaryOperator<ResourceGroup> change) {
    Optional<ResourceGroup> changed =
        find(group.subscription(), group.name())
            .filter(there -> there.uid().equals(group.uid()))
            .map(change);
    changed.ifPresent(this::put);
    return changed;
  }

  private void put(ResourceGroup group) {
    stored.write(group.uid(), group).join();
    groups.put(key(group.subscription(), group.name()), group);
  }

  synchronized void remove(ResourceGroup group) {
    stored.delete(group.uid()).join();
    groups.values().removeIf(there -> there.uid().equals(group.uid()));
  }

  private static String key(String subscription, String name) {
    return (subscription + "/" + name).toLowerCase(Locale.ROOT);
  }
}
