package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.fault.Moods;
import dev.estiba.local.azure.fault.PlatformEffect.ProvisioningFailure;
import dev.estiba.local.azure.fault.Usage;
import dev.estiba.local.azure.runtime.ContainerRefusedException;
import dev.estiba.local.azure.runtime.ContainerRuntime;
import dev.estiba.local.azure.runtime.ContainerSpec;
import dev.estiba.local.azure.runtime.ImageName;
import dev.estiba.local.azure.runtime.LogQuery;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be asked of container groups. Thread-safe. */
final class ContainerGroups {

  private static final Logger log = LoggerFactory.getLogger(ContainerGroups.class);

  /** Each takes some kilobytes of memory for as long as it is there. */
  private static final int MOST_GROUPS = 20_000;

  private final GroupTable table;
  private final ResourceGroups resourceGroups;
  private final ContainerRuntime runtime;
  private final Specs specs;
  private final GroupLife life;
  private final SupportedProperties supported;
  private final Moods moods;
  private final InstantSource clock;
  private final Addresses addresses = new Addresses();

  ContainerGroups(
      GroupTable table,
      ResourceGroups resourceGroups,
      ContainerRuntime runtime,
      Specs specs,
      GroupLife life,
      SupportedProperties supported,
      Moods moods,
      InstantSource clock) {
    this.table = table;
    this.resourceGroups = resourceGroups;
    this.runtime = runtime;
    this.specs = specs;
    this.life = life;
    this.supported = supported;
    this.moods = moods;
    this.clock = clock;
  }

  /** The outcome of a PUT. */
  record Put(ContainerGroup group, boolean created) {}

  /**
   * What begins an operation.
   *
   * @param id of the request, and so of the operation
   */
  record Asked(String id, ApiVersion version) {}

  /**
   * @param request the body
   */
  Put put(GroupId id, ObjectNode request, Asked asked) {
    resourceGroups.require(id.subscription(), id.resourceGroup());
    ObjectNode definition = Definitions.of(id.name(), request, supported);
    Optional<ContainerGroup> existing = table.find(id);
    if (existing.isPresent()) {
      return new Put(update(existing.get(), definition, asked), false);
    }
    ContainerGroup group =
        ContainerGroup.asked(
                id, definition, begun(asked, Operation.Kind.CREATE), addressFor(definition, null))
            .told(withoutEffect(definition));
    admit(group);
    Optional<ContainerGroup> other = table.add(group, () -> requireRoom(id, definition));
    if (other.isPresent()) {
      return new Put(update(other.get(), definition, asked), false);
    }
    log.info("Container group {} is requested as {}", id, group.uid());
    moods.provisioningFailure(id.name()).ifPresent(failure -> fail(group, failure));
    goOn(group);
    return new Put(group, true);
  }

  private void requireRoom(GroupId id, ObjectNode definition) {
    resourceGroups.require(id.subscription(), id.resourceGroup());
    if (table.size() >= MOST_GROUPS) {
      throw ArmErrors.engineUnavailable(
          "There are " + MOST_GROUPS + " container groups on this machine; delete some.");
    }
    String region = Definitions.regionOf(definition);
    moods.checkQuota(region, Definitions.cores(definition), () -> usage(id.subscription(), region));
  }

  Usage usage(String subscription, String region) {
    List<ObjectNode> there =
        list(subscription).stream()
            .map(ContainerGroup::definition)
            .filter(definition -> Definitions.regionOf(definition).equals(region))
            .toList();
    return new Usage(there.size(), there.stream().mapToDouble(Definitions::cores).sum());
  }

  private void fail(ContainerGroup group, ProvisioningFailure failure) {
    ContainerEvent why =
        ContainerEvent.warning(failure.event(), failure.message(), clock.instant());
    change(group, g -> g.failed(why));
  }

  /**
   * @param group that the definition is checked against; refused if it has another one by now
   */
  ContainerGroup update(ContainerGroup group, ObjectNode definition, Asked asked) {
    requireNotDeleting(group);
    if (Definitions.differOnlyInTags(group.definition(), definition)) {
      return change(group, g -> stillAs(group, g).withDefinition(definition));
    }
    GroupUpdates.fixedDifference(group.definition(), definition)
        .ifPresent(
            what -> {
              throw ArmErrors.invalidUpdate(group.id(), what);
            });
    Operation update = begun(asked, Operation.Kind.UPDATE);
    List<ContainerEvent> noEffect = withoutEffect(definition);
    @Nullable String ip = addressFor(definition, group.ip());
    admit(group.redefined(definition, ip, update));
    ContainerGroup changed =
        change(group, g -> stillAs(group, g).redefined(definition, ip, update).told(noEffect));
    log.info("Container group {} is updated", group.id());
    goOn(changed);
    return changed;
  }

  private static ContainerGroup stillAs(ContainerGroup checked, ContainerGroup now) {
    if (!checked.definition().equals(now.definition())) {
      throw ArmErrors.transitioning(now.id());
    }
    return now;
  }

  /** Keeps nothing but the new tags of a definition that is there. */
  ContainerGroup tag(ContainerGroup group, ObjectNode tags) {
    requireNotDeleting(group);
    return change(
        group,
        g -> {
          ObjectNode tagged = g.definition().deepCopy();
          tagged.set("tags", tags);
          return g.withDefinition(tagged);
        });
  }

  /** Stopped containers run anew; returns false if it is not stopped. */
  boolean start(ContainerGroup group, Asked asked) {
    requireNotDeleting(group);
    Operation start = begun(asked, Operation.Kind.START);
    ContainerGroup now = change(group, g -> g.stopped() ? g.renewed(start) : g);
    if (!now.operation().equals(start)) {
      return false;
    }
    goOn(now);
    return true;
  }

  /** All containers run anew. */
  void restart(ContainerGroup group, Asked asked) {
    requireNotDeleting(group);
    Operation restart = begun(asked, Operation.Kind.RESTART);
    goOn(change(group, g -> g.renewed(restart)));
  }

  private void goOn(ContainerGroup changed) {
    life.advance(changed.uid());
    life.watchProvisioning(changed);
  }

  void stop(ContainerGroup group) throws IOException, InterruptedException {
    requireNotDeleting(group);
    life.stop(group);
  }

  /**
   * @throws ArmException if the group is being deleted, or gone by now
   */
  private ContainerGroup change(ContainerGroup group, UnaryOperator<ContainerGroup> change) {
    return table
        .update(group.uid(), g -> change.apply(notDeleting(g)))
        .map(changed -> changed.stored().after())
        // Another request may have made it so a moment ago.
        .or(() -> table.stored(group.uid()))
        .orElseThrow(() -> ArmErrors.transitioning(group.id()));
  }

  private static void requireNotDeleting(ContainerGroup group) {
    var unused = notDeleting(group);
  }

  private static ContainerGroup notDeleting(ContainerGroup group) {
    if (group.deleting()) {
      throw ArmErrors.transitioning(group.id());
    }
    return group;
  }

  private Operation begun(Asked asked, Operation.Kind kind) {
    return new Operation(asked.id(), kind, clock.instant(), asked.version());
  }

  private @Nullable String addressFor(ObjectNode definition, @Nullable String present) {
    if (definition.at("/properties/ipAddress/ports").isEmpty()) {
      return null;
    }
    if (present != null) {
      return present;
    }
    Set<String> inUse = new HashSet<>();
    table.all().stream().map(ContainerGroup::ip).forEach(inUse::add);
    return addresses.next(inUse);
  }

  private List<ContainerEvent> withoutEffect(ObjectNode definition) {
    return supported.onlyInAzure(definition).stream()
        .map(
            path ->
                ContainerEvent.warning(
                    "NotSupportedLocally",
                    "'" + path + "' has no effect on one machine.",
                    clock.instant()))
        .toList();
  }

  private void admit(ContainerGroup group) {
    for (ContainerSpec spec : specs.of(group)) {
      try {
        runtime.admit(spec);
      } catch (ContainerRefusedException e) {
        log.info("Container group {} is refused: {}", group.id(), e.getMessage());
        throw asArm(e, spec, group.id());
      }
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
    return table.findByOperation(operation);
  }

  List<ContainerGroup> list(String subscription) {
    return table.all().stream().filter(g -> g.id().isIn(subscription)).toList();
  }

  List<ContainerGroup> list(String subscription, String resourceGroup) {
    return table.all().stream().filter(g -> g.id().isIn(subscription, resourceGroup)).toList();
  }

  /** The log of a container's present run; empty if there is none yet. */
  Optional<String> log(ContainerGroup group, ContainerStatus container, LogQuery query)
      throws IOException, InterruptedException {
    return runtime.log(group.containerId(container), query);
  }

  List<String> cachedImages() throws IOException {
    return runtime.cachedImages();
  }

  /** Returns the group as it was, when all of it is gone; nothing if it was not there. */
  Optional<ContainerGroup> delete(GroupId id) throws IOException, InterruptedException {
    return delete(id, Duration.ZERO);
  }

  /** As {@link #delete(GroupId)}, but for that time nothing is seen of it. */
  Optional<ContainerGroup> delete(GroupId id, Duration delay)
      throws IOException, InterruptedException {
    Optional<ContainerGroup> group = table.find(id);
    if (group.isPresent()) {
      life.delete(group.get(), delay);
    }
    return group;
  }
}
