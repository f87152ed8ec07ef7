package dev.estiba.local.azure;

import dev.estiba.local.azure.runtime.ContainerId;
import dev.estiba.local.azure.runtime.ContainerRuntime;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes containers away: stops, clears and deletes, until it is done. Thread-safe. */
final class GroupEnds {

  private static final Logger log = LoggerFactory.getLogger(GroupEnds.class);

  private final GroupTable table;
  private final ContainerRuntime runtime;
  private final Specs specs;
  private final Background background;
  private final InstantSource clock;
  private final Together together = new Together();

  /** The uids of the groups whose leftovers are being removed. */
  private final Set<String> clearing = ConcurrentHashMap.newKeySet();

  GroupEnds(
      GroupTable table,
      ContainerRuntime runtime,
      Specs specs,
      Background background,
      InstantSource clock) {
    this.table = table;
    this.runtime = runtime;
    this.specs = specs;
    this.background = background;
    this.clock = clock;
  }

  /**
   * Removes the containers of before, then goes on. One at a time: a second one would remove what
   * the containers of now share.
   */
  void clearUntilDone(String uid, Runnable next) {
    if (!clearing.add(uid)) {
      return;
    }
    boolean cleared;
    try {
      cleared = clear(uid, next);
    } finally {
      clearing.remove(uid);
    }
    if (cleared) {
      // There may be more by now.
      next.run();
    }
  }

  /** Returns false if it is to be tried again, or never. */
  private boolean clear(String uid, Runnable next) {
    Optional<ContainerGroup> group = table.get(uid);
    try {
      if (group.isPresent() && !group.get().leftovers().isEmpty()) {
        clear(group.get());
      }
      return group.isPresent();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      log.warn("Tried to remove the earlier containers of {} but failed; will retry", uid, e);
      background.retry(() -> clearUntilDone(uid, next));
    }
    return false;
  }

  private void clear(ContainerGroup group) throws IOException, InterruptedException {
    together.each(group.leftovers(), runtime::remove);
    if (group.operation().kind() != Operation.Kind.RESTART) {
      runtime.removeGroup(group.uid());
    }
    // Stored first: the next process must not remove what containers that run already share.
    table
        .update(group.uid(), g -> g.without(group.leftovers()))
        .ifPresent(GroupTable.Change::awaitStored);
  }

  /** Returns when all containers have ended. */
  void stop(ContainerGroup group) throws IOException, InterruptedException {
    Optional<ContainerGroup> stopped =
        table
            .update(group.uid(), g -> g.isLive() ? g.stoppedAt(clock.instant()) : g)
            .map(change -> change.stored().after())
            .or(() -> table.stored(group.uid()))
            .filter(g -> g.stopped() && !g.deleting());
    if (stopped.isPresent()) {
      stopContainers(stopped.get());
    }
  }

  private void stopContainers(ContainerGroup group) throws IOException, InterruptedException {
    try {
      together.each(group.containerIds(), runtime::stop);
      log.info("Container group {} is stopped", group.id());
    } catch (IOException | RuntimeException e) {
      background.retry(() -> stopAgain(group));
      throw e;
    }
  }

  void stopAgain(ContainerGroup group) {
    try {
      for (ContainerStatus container : group.containers()) {
        runtime.resume(specs.ofMade(group, container));
        runtime.stop(group.containerId(container));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      log.warn("Tried to stop {} but failed; will retry", group.id(), e);
      background.retry(() -> stopAgain(group));
    }
  }

  /**
   * Each step may be done twice, by two requests or after a crash. What fails is tried again until
   * it is done, whether somebody asks again or not.
   *
   * @param delay how long the group is still seen as it was
   */
  void delete(ContainerGroup group, Duration delay) throws IOException, InterruptedException {
    Optional<ContainerGroup> marked =
        table
            .update(group.uid(), ContainerGroup::beingDeleted)
            .map(change -> change.stored().after())
            .or(() -> table.stored(group.uid()));
    if (marked.isEmpty()) {
      return;
    }
    TimeUnit.NANOSECONDS.sleep(delay.toNanos());
    try {
      erase(marked.get());
    } catch (IOException | RuntimeException e) {
      background.retry(() -> eraseUntilDone(marked.get()));
      throw e;
    }
  }

  /**
   * @param marked as being deleted, on the disk too
   */
  private void erase(ContainerGroup marked) throws IOException, InterruptedException {
    together.each(marked.allContainerIds(), runtime::remove);
    runtime.removeGroup(marked.uid());
    table.remove(marked);
    log.info("Container group {} is deleted", marked.id());
  }

  void eraseUntilDone(ContainerGroup group) {
    try {
      erase(group);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      log.warn("Tried to delete {} but failed; will retry", group.id().path(), e);
      background.retry(() -> eraseUntilDone(group));
    }
  }

  /** The next start of this process does it too. */
  void removeUntilDone(ContainerId id) {
    try {
      runtime.remove(id);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      log.warn("Tried to remove {} but failed; will retry", id, e);
      background.retry(() -> removeUntilDone(id));
    }
  }
}
