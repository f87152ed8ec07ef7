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
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what the records of container groups say: every step is in the record before its
 * effect is begun, so that {@link #open} can go on from any point. Thread-safe.
 */
final class GroupLife implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(GroupLife.class);

  /** Whoever makes a group and then looks at it sees what happened until then. */
  private static final Duration AT_ONCE = Duration.ofMillis(100);

  private final GroupTable table;
  private final ContainerRuntime runtime;
  private final Specs specs;
  private final Moods moods;
  private final InstantSource clock;
  private final Background background;
  private final GroupEnds ends;
  private final ContainerNewsListener onContainerNews;

  GroupLife(
      GroupTable table,
      ContainerRuntime runtime,
      Specs specs,
      Moods moods,
      Background background,
      InstantSource clock,
      ContainerNewsListener onContainerNews) {
    this.onContainerNews = onContainerNews;
    this.table = table;
    this.runtime = runtime;
    this.specs = specs;
    this.moods = moods;
    this.background = background;
    this.clock = clock;
    this.ends = new GroupEnds(table, runtime, specs, background, clock);
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
    if (group.deleting()) {
      background.run(() -> ends.eraseUntilDone(group));
    } else if (group.stopped()) {
      background.run(() -> ends.stopAgain(group));
    } else {
      group.containers().stream()
          .filter(c -> c.requestedAt() != null)
          .forEach(container -> goOn(group, container));
      advance(group.uid());
      watchProvisioning(group);
    }
  }

  /** Fails the group if its newest operation is not over in the time that its definition gives. */
  void watchProvisioning(ContainerGroup group) {
    Operation operation = group.operation();
    Instant due = operation.startedAt().plus(Definitions.provisioningTimeout(group.definition()));
    // It may wait for half an hour: not with all of a group that is long gone.
    String uid = group.uid();
    background.runIn(() -> giveUp(uid, operation), millisTo(due));
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
      background.run(() -> ends.clearUntilDone(uid, () -> advance(uid)));
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
      background.runIn(() -> startNow(group, container), pull.toMillis());
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

  /** Returns when all containers have ended. */
  void stop(ContainerGroup group) throws IOException, InterruptedException {
    ends.stop(group);
  }

  /**
   * Returns when all of the group is gone.
   *
   * @param delay how long it is still seen as it was
   */
  void delete(ContainerGroup group, Duration delay) throws IOException, InterruptedException {
    ends.delete(group, delay);
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
    if (isNews(group, id, state)) {
      // By another thread: what the runtime has to tell next must not wait for who listens.
      background.run(
          () ->
              onContainerNews.changed(
                  group.id().name(), id.container(), Definitions.tags(group.definition())));
    }
  }

  private boolean isNews(ContainerGroup group, ContainerId id, ContainerState state) {
    return state instanceof ContainerState.Terminated
        || state instanceof ContainerState.NotProvisioned
        || (state instanceof ContainerState.Running && hasBeenAwaited(group, id));
  }

  private boolean hasBeenAwaited(ContainerGroup group, ContainerId id) {
    Instant atOnce = clock.instant().minus(AT_ONCE);
    return group.containers().stream()
        .filter(c -> group.containerId(c).equals(id))
        .map(ContainerStatus::requestedAt)
        .flatMap(Stream::ofNullable)
        .anyMatch(requested -> requested.isBefore(atOnce));
  }

  private static String word(ContainerState state) {
    return state instanceof ContainerState.Terminated terminated
        ? terminated.detail() + ", exit code " + terminated.exitCode()
        : state.getClass().getSimpleName();
  }

  private void scheduleRestart(ContainerId id, Instant at) {
    background.runIn(() -> restart(id), millisTo(at));
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
    ends.removeUntilDone(id);
    changed.get().containers().stream()
        .filter(c -> c.name().equals(id.container()))
        .forEach(c -> start(changed.get(), c));
  }

  @Override
  public void close() {
    table.close();
  }
}
