package dev.estiba.local.azure;

import dev.estiba.local.azure.fault.Moods;
import dev.estiba.local.azure.runtime.ContainerId;
import dev.estiba.local.azure.runtime.ContainerRuntime;
import dev.estiba.local.azure.runtime.ContainerState;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what the records of container groups say: every step is in the record before its
 * effect is begun, so that {@link #open} can go on from any point. Thread-safe.
 */
final class GroupLife implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(GroupLife.class);

  private static final long RETRY_SECONDS = 5;

  /** Each waits for the engine or for the disk, and none for another one. */
  private static final int MOST_THREADS = 64;

  private final GroupTable table;
  private final ContainerRuntime runtime;
  private final Specs specs;
  private final Moods moods;
  private final InstantSource clock;
  private final ExecutorService work = Threads.pool("groups", MOST_THREADS);

  /** The uids of the groups whose leftovers are being removed. */
  private final Set<String> clearing = ConcurrentHashMap.newKeySet();

  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(Threads.daemon("container-groups"));

  GroupLife(
      GroupTable table, ContainerRuntime runtime, Specs specs, Moods moods, InstantSource clock) {
    this.table = table;
    this.runtime = runtime;
    this.specs = specs;
    this.moods = moods;
    this.clock = clock;
  }

  /** Goes on with what an earlier process left. */
  void open() throws IOException, InterruptedException {
    Set<ContainerId> known = new HashSet<>();
    Set<String> uids = new HashSet<>();
    for (ContainerGroup group : table.all()) {
      known.addAll(group.containerIds());
      uids.add(group.uid());
    }
    runtime.open(this::changed, known, uids);
    table.all().forEach(this::goOn);
  }

  private void goOn(ContainerGroup group) {
    switch (group.phase()) {
      case DELETING -> inBackground(() -> eraseUntilDone(group));
      case STOPPED -> inBackground(() -> stopAgain(group));
      case LIVE -> {
        group.containers().stream()
            .filter(c -> c.requestedAt() != null)
            .forEach(container -> goOn(group, container));
        advance(group.uid());
        watchProvisioning(group);
      }
    }
  }

  /** Fails the group if its newest operation is not over in the time that its definition gives. */
  void watchProvisioning(ContainerGroup group) {
    Operation operation = group.operation();
    Instant due = operation.startedAt().plus(Definitions.provisioningTimeout(group.definition()));
    // It may wait for half an hour: not with all of a group that is long gone.
    String uid = group.uid();
    schedule(() -> giveUp(uid, operation), millisTo(due));
  }

  private void giveUp(String uid, Operation operation) {
    ContainerEvent why =
        ContainerEvent.warning(
            "ProvisioningTimeout",
            "The container group was not provisioned in its provisioningTimeoutInSeconds.",
            clock.instant());
    table.update(
        uid,
        g ->
            g.operation().equals(operation) && GroupStates.operation(g).equals(GroupStates.PENDING)
                ? g.failed(why)
                : g);
  }

  private long millisTo(Instant at) {
    return Math.max(0, Duration.between(clock.instant(), at).toMillis());
  }

  private void goOn(ContainerGroup group, ContainerStatus container) {
    ContainerState state = container.state();
    if (state == null || !(state.ended() || state instanceof ContainerState.Running)) {
      start(group, container);
      return;
    }
    // One that ended has a log that may still be asked for.
    runtime.resume(specs.ofMade(group, container));
    if (container.restartAt() != null) {
      scheduleRestart(group.containerId(container), container.restartAt());
    }
  }

  /** Starts what is to run now, after what must be gone before. */
  void advance(String uid) {
    Optional<ContainerGroup> group = table.get(uid);
    if (group.isEmpty()) {
      return;
    }
    if (!group.get().leftovers().isEmpty()) {
      inBackground(() -> clearUntilDone(uid));
      return;
    }
    List<ContainerStatus> due = new ArrayList<>();
    Optional<GroupTable.Change> requested =
        table.update(
            uid,
            g -> {
              due.clear();
              due.addAll(g.due());
              return g.requested(due, clock.instant());
            });
    requested.ifPresent(change -> start(change.after(), due));
  }

  private void start(ContainerGroup group, List<ContainerStatus> due) {
    Set<String> names = new HashSet<>();
    due.forEach(container -> names.add(container.name()));
    group.containers().stream()
        .filter(container -> names.contains(container.name()))
        .forEach(container -> start(group, container));
  }

  private void start(ContainerGroup group, ContainerStatus container) {
    Duration pull = moods.pullDelay();
    if (pull.isZero()) {
      startNow(group, container);
    } else {
      changed(group.containerId(container), new ContainerState.Pulling(clock.instant()));
      schedule(() -> startNow(group, container), pull.toMillis());
    }
  }

  /** A delete or a restart that comes at the same time finds the container, or prevents it. */
  private void startNow(ContainerGroup group, ContainerStatus container) {
    ContainerId id = group.containerId(container);
    try {
      table.ifWanted(id, () -> runtime.start(specs.of(group, container)));
    } catch (ArmException e) {
      // What it mounts was there when the group was made.
      String why = String.valueOf(e.getMessage());
      changed(id, new ContainerState.NotProvisioned(clock.instant(), "Failed", why));
    }
  }

  /** One at a time: a second one would remove what the containers of now share. */
  private void clearUntilDone(String uid) {
    if (!clearing.add(uid)) {
      return;
    }
    boolean cleared;
    try {
      cleared = clear(uid);
    } finally {
      clearing.remove(uid);
    }
    if (cleared) {
      // There may be more by now.
      advance(uid);
    }
  }

  /** Returns false if it is to be tried again, or never. */
  private boolean clear(String uid) {
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
      inBackgroundLater(() -> clearUntilDone(uid));
    }
    return false;
  }

  private void clear(ContainerGroup group) throws IOException, InterruptedException {
    for (ContainerId leftover : group.leftovers()) {
      runtime.remove(leftover);
    }
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
            .update(
                group.uid(),
                g -> g.phase() == ContainerGroup.Phase.LIVE ? g.stopped(clock.instant()) : g)
            .map(change -> change.stored().after())
            .or(() -> table.stored(group.uid()))
            .filter(g -> g.phase() == ContainerGroup.Phase.STOPPED);
    if (stopped.isPresent()) {
      stopContainers(stopped.get());
    }
  }

  private void stopContainers(ContainerGroup group) throws IOException, InterruptedException {
    try {
      for (ContainerId container : group.containerIds()) {
        runtime.stop(container);
      }
      log.info("Container group {} is stopped", group.id());
    } catch (IOException | RuntimeException e) {
      inBackgroundLater(() -> stopAgain(group));
      throw e;
    }
  }

  private void stopAgain(ContainerGroup group) {
    try {
      for (ContainerStatus container : group.containers()) {
        runtime.resume(specs.ofMade(group, container));
        runtime.stop(group.containerId(container));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      log.warn("Tried to stop {} but failed; will retry", group.id(), e);
      inBackgroundLater(() -> stopAgain(group));
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
      inBackgroundLater(() -> eraseUntilDone(marked.get()));
      throw e;
    }
  }

  /**
   * @param marked as being deleted, on the disk too
   */
  private void erase(ContainerGroup marked) throws IOException, InterruptedException {
    for (ContainerId container : marked.allContainerIds()) {
      runtime.remove(container);
    }
    runtime.removeGroup(marked.uid());
    table.remove(marked);
    log.info("Container group {} is deleted", marked.id());
  }

  private void eraseUntilDone(ContainerGroup group) {
    try {
      erase(group);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      log.warn("Tried to delete {} but failed; will retry", group.id().path(), e);
      inBackgroundLater(() -> eraseUntilDone(group));
    }
  }

  private void changed(ContainerId container, ContainerState state) {
    Instant now = clock.instant();
    table
        .update(container.group(), group -> group.after(container, state, now))
        .ifPresent(change -> announce(change.after(), container, state));
  }

  private void announce(ContainerGroup group, ContainerId id, ContainerState state) {
    log.info("Container {} of {} is {}", id.container(), group.id(), word(state));
    group.containers().stream()
        .filter(c -> group.containerId(c).equals(id))
        .map(ContainerStatus::restartAt)
        .flatMap(Stream::ofNullable)
        .forEach(at -> scheduleRestart(id, at));
    if (!group.due().isEmpty()) {
      advance(group.uid());
    }
  }

  private static String word(ContainerState state) {
    return state instanceof ContainerState.Terminated terminated
        ? terminated.detail() + ", exit code " + terminated.exitCode()
        : state.getClass().getSimpleName();
  }

  private void scheduleRestart(ContainerId id, Instant at) {
    schedule(() -> restart(id), millisTo(at));
  }

  /** Stored before its effect: a container of the new run is known from its start. */
  private void restart(ContainerId id) {
    Optional<ContainerGroup> changed =
        table
            .update(id.group(), group -> group.restarted(id, clock.instant()))
            .map(change -> change.stored().after());
    if (changed.isEmpty()) {
      return;
    }
    removeUntilDone(id);
    changed.get().containers().stream()
        .filter(c -> c.name().equals(id.container()))
        .forEach(c -> start(changed.get(), c));
  }

  /** The next start of this process does it too. */
  private void removeUntilDone(ContainerId id) {
    try {
      runtime.remove(id);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      log.warn("Tried to remove {} but failed; will retry", id, e);
      inBackgroundLater(() -> removeUntilDone(id));
    }
  }

  private void inBackground(Runnable task) {
    try {
      work.execute(task);
    } catch (RejectedExecutionException e) {
      log.debug("Closed; the next process goes on");
    }
  }

  private void inBackgroundLater(Runnable task) {
    schedule(task, TimeUnit.SECONDS.toMillis(RETRY_SECONDS));
  }

  private void schedule(Runnable task, long millis) {
    try {
      var unused = later.schedule(() -> inBackground(task), millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Closed; the next process goes on");
    }
  }

  @Override
  public void close() {
    table.close();
    later.shutdownNow();
    work.shutdownNow();
  }
}
