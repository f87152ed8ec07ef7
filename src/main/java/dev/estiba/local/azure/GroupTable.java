package dev.estiba.local.azure;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The container groups; each change is durable when its method returns. Thread-safe. */
final class GroupTable {

  private final StateFolder<ContainerGroup> folder;
  private final Map<String, ContainerGroup> byKey = new HashMap<>();
  private final Map<String, ContainerGroup> byUid = new HashMap<>();
  private boolean closed;

  GroupTable(StateFolder<ContainerGroup> folder) throws IOException {
    this.folder = folder;
    folder.readAll().forEach(this::index);
  }

  synchronized Optional<ContainerGroup> find(GroupId id) {
    return Optional.ofNullable(byKey.get(id.key()));
  }

  synchronized Collection<ContainerGroup> all() {
    return List.copyOf(byUid.values());
  }

  /**
   * Adds a group unless one of its id is there, which is then returned.
   *
   * @param precondition throws if the group must not be added; holds until it is added
   */
  synchronized Optional<ContainerGroup> add(ContainerGroup group, Runnable precondition) {
    precondition.run();
    if (closed) {
      throw ArmErrors.engineUnavailable("The server is being stopped.");
    }
    ContainerGroup existing = byKey.get(group.id().key());
    if (existing != null) {
      return Optional.of(existing);
    }
    folder.write(group.uid(), group);
    index(group);
    return Optional.empty();
  }

  /** Returns the changed group, or nothing if it is gone or the change left it as it was. */
  synchronized Optional<ContainerGroup> update(String uid, UnaryOperator<ContainerGroup> change) {
    ContainerGroup before = byUid.get(uid);
    if (before == null || closed) {
      return Optional.empty();
    }
    ContainerGroup after = change.apply(before);
    if (after.equals(before)) {
      return Optional.empty();
    }
    folder.write(uid, after);
    index(after);
    return Optional.of(after);
  }

  /** Runs the action before anything can begin to delete the group, or not at all. */
  synchronized void ifLive(String uid, Runnable action) {
    ContainerGroup group = byUid.get(uid);
    if (group != null && !group.deleting() && !closed) {
      action.run();
    }
  }

  synchronized void remove(ContainerGroup group) {
    if (closed) {
      return;
    }
    folder.delete(group.uid());
    if (byUid.remove(group.uid()) != null) {
      byKey.remove(group.id().key());
    }
  }

  /** Writes nothing any more: from here on the files may belong to the next process. */
  synchronized void close() {
    closed = true;
  }

  private void index(ContainerGroup group) {
    byUid.put(group.uid(), group);
    byKey.put(group.id().key(), group);
  }
}
