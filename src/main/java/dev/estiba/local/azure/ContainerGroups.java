package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.runtime.ContainerId;
import dev.estiba.local.azure.runtime.ContainerRefusedException;
import dev.estiba.local.azure.runtime.ContainerRuntime;
import dev.estiba.local.azure.runtime.ContainerSpec;
import dev.estiba.local.azure.runtime.ContainerState;
import dev.estiba.local.azure.runtime.ImageName;
import dev.estiba.local.azure.runtime.LogQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of container groups: every step is stored before its effect is begun, so that {@link
 * #open} can go on from any point. Thread-safe.
 */
final class ContainerGroups implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ContainerGroups.class);

  private static final long RETRY_SECONDS = 5;

  private final GroupTable table;
  private final ResourceGroups resourceGroups;
  private final ContainerRuntime runtime;
  private final InstantSource clock;
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(Threads.daemon("container-groups"));

  ContainerGroups(
      GroupTable table,
      ResourceGroups resourceGroups,
      ContainerRuntime runtime,
      InstantSource clock) {
    this.table = table;
    this.resourceGroups = resourceGroups;
    this.runtime = runtime;
    this.clock = clock;
  }

  /** The outcome of a PUT. */
  record Put(ContainerGroup group, boolean created) {}

  /** Goes on with what an earlier process left. */
  void open() throws IOException, InterruptedException {
    Set<ContainerId> known = new HashSet<>();
    Set<String> uids = new HashSet<>();
    for (ContainerGroup group : table.all()) {
      known.addAll(group.containerIds());
      uids.add(group.uid());
    }
    runtime.open(this::changed, known, uids);
    for (ContainerGroup group : table.all()) {
      if (group.deleting()) {
        later.execute(() -> deleteUntilDone(group));
      } else {
        group.containers().forEach(container -> goOn(group, container));
      }
    }
  }

  private void goOn(ContainerGroup group, ContainerStatus container) {
    ContainerState state = container.state();
    ContainerSpec spec = Specs.of(group, container);
    if (state == null || !(state.ended() || state instanceof ContainerState.Running)) {
      start(spec);
      return;
    }
    // One that ended has a log that may still be asked for.
    runtime.resume(spec);
    if (container.restartAt() != null) {
      scheduleRestart(spec.id(), container.restartAt());
    }
  }

  Put put(GroupId id, ObjectNode definition, String operation) {
    resourceGroups.require(id.subscription(), id.resourceGroup());
    Optional<ContainerGroup> existing = table.find(id);
    if (existing.isPresent()) {
      return new Put(update(existing.get(), definition), false);
    }
    ContainerGroup group = ContainerGroup.requested(id, definition, operation, clock.instant());
    List<ContainerSpec> specs = Specs.of(group);
    specs.forEach(spec -> admit(id, spec));
    Optional<ContainerGroup> other =
        table.add(group, () -> resourceGroups.require(id.subscription(), id.resourceGroup()));
    if (other.isPresent()) {
      return new Put(update(other.get(), definition), false);
    }
    log.info("Container group {} is requested as {}", id, group.uid());
    specs.forEach(this::start);
    return new Put(group, true);
  }

  private ContainerGroup update(ContainerGroup group, ObjectNode definition) {
    if (group.deleting()) {
      throw ArmErrors.transitioning(group.id());
    }
    if (!Definitions.differOnlyInTags(group.definition(), definition)) {
      throw ArmErrors.invalidUpdate(group.id());
    }
    return table.update(group.uid(), g -> g.withDefinition(definition)).orElse(group);
  }

  private void admit(GroupId id, ContainerSpec spec) {
    try {
      runtime.admit(spec);
    } catch (ContainerRefusedException e) {
      log.info("Container group {} is refused: {}", id, e.getMessage());
      throw asArm(e, spec, id);
    }
  }

  private static ArmException asArm(ContainerRefusedException e, ContainerSpec spec, GroupId id) {
    String message = String.valueOf(e.getMessage());
    return switch (e.reason()) {
      case INACCESSIBLE_IMAGE -> ArmErrors.inaccessibleImage(spec.image(), id);
      case REGISTRY_ERROR -> ArmErrors.registryError(ImageName.registryOf(spec.image()), message);
      case ENGINE_UNAVAILABLE -> ArmErrors.engineUnavailable(message);
      case NOT_RUNNABLE -> ArmErrors.invalid("NotSupportedLocally", message);
    };
  }

  Optional<ContainerGroup> find(GroupId id) {
    return table.find(id);
  }

  Optional<ContainerGroup> findByOperation(String operation) {
    return table.all().stream().filter(g -> g.operation().equals(operation)).findFirst();
  }

  List<ContainerGroup> list(String subscription) {
    return table.all().stream().filter(g -> g.id().isIn(subscription)).toList();
  }

  List<ContainerGroup> list(String subscription, String resourceGroup) {
    return table.all().stream().filter(g -> g.id().isIn(subscription, resourceGroup)).toList();
  }

  /** The log of a container's present attempt; empty if there is none yet. */
  Optional<String> log(ContainerGroup group, ContainerStatus container, LogQuery query)
      throws IOException, InterruptedException {
    return runtime.log(group.containerId(container), query);
  }

  /** Returns the group as it was, when all of it is gone; nothing if it was not there. */
  Optional<ContainerGroup> delete(GroupId id) throws IOException, InterruptedException {
    Optional<ContainerGroup> group = table.find(id);
    if (group.isPresent()) {
      delete(group.get());
    }
    return group;
  }

  /** Each step may be done twice, by two requests or after a crash. */
  private void delete(ContainerGroup group) throws IOException, InterruptedException {
    ContainerGroup marked = table.update(group.uid(), ContainerGroup::beingDeleted).orElse(group);
    for (ContainerId container : marked.containerIds()) {
      runtime.remove(container);
    }
    runtime.removeGroup(marked.uid());
    table.remove(marked);
    log.info("Container group {} is deleted", group.id());
  }

  private void deleteUntilDone(ContainerGroup group) {
    try {
      delete(group);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      log.warn("Tried to delete {} but failed; will retry", group.id().path(), e);
      var unused = later.schedule(() -> deleteUntilDone(group), RETRY_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void changed(ContainerId container, ContainerState state) {
    Instant now = clock.instant();
    try {
      table
          .update(container.group(), group -> group.after(container, state, now))
          .ifPresent(group -> announce(group, container, state));
    } catch (UncheckedIOException e) {
      log.error("The state of {} could not be stored; will retry", container, e);
      var unused = later.schedule(() -> changed(container, state), RETRY_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void announce(ContainerGroup group, ContainerId id, ContainerState state) {
    log.info("Container {} of {} is {}", id.container(), group.id(), word(state));
    group.containers().stream()
        .filter(c -> group.containerId(c).equals(id))
        .map(ContainerStatus::restartAt)
        .flatMap(Stream::ofNullable)
        .forEach(at -> scheduleRestart(id, at));
  }

  private static String word(ContainerState state) {
    return state instanceof ContainerState.Terminated terminated
        ? terminated.detail() + ", exit code " + terminated.exitCode()
        : state.getClass().getSimpleName();
  }

  private void scheduleRestart(ContainerId id, Instant at) {
    Duration wait = Duration.between(clock.instant(), at);
    try {
      var unused =
          later.schedule(() -> restart(id), Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Closed; {} is restarted by the next process", id);
    }
  }

  private void restart(ContainerId id) {
    Optional<ContainerGroup> changed =
        table.update(id.group(), group -> group.restarted(id, clock.instant()));
    if (changed.isEmpty()) {
      return;
    }
    try {
      runtime.remove(id);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (IOException | RuntimeException e) {
      log.warn("Tried to remove {} but failed; the next start of this process does it", id, e);
    }
    changed.get().containers().stream()
        .filter(c -> c.name().equals(id.container()))
        .forEach(c -> start(Specs.of(changed.get(), c)));
  }

  /** A delete that comes at the same time finds the container, or prevents it. */
  private void start(ContainerSpec spec) {
    table.ifLive(spec.id().group(), () -> runtime.start(spec));
  }

  @Override
  public void close() {
    table.close();
    later.shutdownNow();
  }
}
