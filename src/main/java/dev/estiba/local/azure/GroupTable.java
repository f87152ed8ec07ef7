package dev.estiba.local.azure;

import dev.estiba.local.azure.runtime.ContainerId;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * The container groups. A change is visible at once; whoever must know it on the disk waits for its
 * {@link Change#stored}. Thread-safe.
 */
final class GroupTable {

  private final StateTable<ContainerGroup> stored;
  private final Map<String, ContainerGroup> byKey = new HashMap<>();
  private final Map<String, ContainerGroup> byUid = new LinkedHashMap<>();
  private final Map<String, String> uidByOperation = new HashMap<>();
  private boolean closed;

  GroupTable(StateTable<ContainerGroup> stored) throws IOException {
    this.stored = stored;
    stored.readAll().forEach(this::index);
  }

  /** What a change made of a group. */
  record Change(ContainerGroup after, CompletableFuture<Void> committed) {

    /** Waits until the change is on the disk. */
    Change stored() {
      awaitStored();
      return this;
    }

    void awaitStored() {
      committed.join();
    }
  }

  synchronized Optional<ContainerGroup> find(GroupId id) {
    return Optional.ofNullable(byKey.get(id.key()));
  }

  synchronized Optional<ContainerGroup> get(String uid) {
    return Optional.ofNullable(byUid.get(uid));
  }

  synchronized Optional<ContainerGroup> findByOperation(String operation) {
    return Optional.ofNullable(uidByOperation.get(operation)).map(byUid::get);
  }

  synchronized int size() {
    return byUid.size();
  }

  synchronized Collection<ContainerGroup> all() {
    return List.copyOf(byUid.values());
  }

  /**
   * Adds a group unless one of its id is there, which is then returned; waits until it is stored.
   *
   * @param precondition throws if the group must not be added; holds until it is added
   */
  Optional<ContainerGroup> add(ContainerGroup group, Runnable precondition) {
    CompletableFuture<Void> committed;
    synchronized (this) {
      precondition.run();
      requireOpen();
      ContainerGroup existing = byKey.get(group.id().key());
      if (existing != null) {
        return Optional.of(existing);
      }
      index(group);
      committed = stored.write(group.uid(), group);
    }
    committed.join();
    return Optional.empty();
  }

  /** Returns nothing if the group is gone or the change left it as it was. */
  synchronized Optional<Change> update(String uid, UnaryOperator<ContainerGroup> change) {
    ContainerGroup before = byUid.get(uid);
    if (before == null || closed) {
      return Optional.empty();
    }
    ContainerGroup after = change.apply(before);
    if (after.equals(before)) {
      return Optional.empty();
    }
    before.operations().forEach(operation -> uidByOperation.remove(operation.id()));
    index(after);
    return Optional.of(new Change(after, stored.write(uid, after)));
  }

  /** The group as it is; waits until that is on the disk. Empty if it is gone. */
  Optional<ContainerGroup> stored(String uid) {
    ContainerGroup group;
    CompletableFuture<Void> committed;
    synchronized (this) {
      requireOpen();
      group = byUid.get(uid);
      if (group == null) {
        return Optional.empty();
      }
      committed = stored.write(uid, group);
    }
    committed.join();
    return Optional.of(group);
  }

  /**
   * Runs the action before anything can begin to stop, delete or run anew what the container
   * belongs to, or not at all.
   */
  synchronized void ifWanted(ContainerId container, Runnable action) {
    ContainerGroup group = byUid.get(container.group());
    if (group != null && group.wants(container) && !closed) {
      action.run();
    }
  }

  /** Waits until it is gone from the disk. */
  void remove(ContainerGroup group) {
    CompletableFuture<Void> committed;
    synchronized (this) {
      requireOpen();
      ContainerGroup removed = byUid.remove(group.uid());
      if (removed == null) {
        return;
      }
      byKey.remove(removed.id().key());
      removed.operations().forEach(operation -> uidByOperation.remove(operation.id()));
      committed = stored.delete(group.uid());
    }
    committed.join();
  }

  /** Changes nothing any more. */
  synchronized void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw ArmErrors.engineUnavailable("The server is being stopped.");
    }
  }

  private void index(ContainerGroup group) {
    byUid.put(group.uid(), group);
    byKey.put(group.id().key(), group);
    group.operations().forEach(operation -> uidByOperation.put(operation.id(), group.uid()));
  }
}
