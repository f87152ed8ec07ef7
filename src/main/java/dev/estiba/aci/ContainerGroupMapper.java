package dev.estiba.aci;

import com.azure.resourcemanager.containerinstance.fluent.models.ContainerGroupInner;
import com.azure.resourcemanager.containerinstance.models.Container;
import com.azure.resourcemanager.containerinstance.models.ContainerGroupRestartPolicy;
import com.azure.resourcemanager.containerinstance.models.ContainerPropertiesInstanceView;
import com.azure.resourcemanager.containerinstance.models.EnvironmentVariable;
import com.azure.resourcemanager.containerinstance.models.Event;
import com.azure.resourcemanager.containerinstance.models.OperatingSystemTypes;
import com.azure.resourcemanager.containerinstance.models.ResourceRequests;
import com.azure.resourcemanager.containerinstance.models.ResourceRequirements;
import dev.estiba.task.ContainerTask;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Between our records and the SDK's models. */
final class ContainerGroupMapper {

  private static final RunState NOTHING_KNOWN =
      new RunState(ContainerState.WAITING, null, null, null, null);

  private ContainerGroupMapper() {}

  static ContainerGroupInner toInner(NewContainerGroup group) {
    return new ContainerGroupInner()
        .withLocation(group.location())
        .withTags(tags(group))
        .withOsType(OperatingSystemTypes.LINUX)
        .withRestartPolicy(ContainerGroupRestartPolicy.NEVER)
        .withContainers(List.of(toContainer(group.id().name(), group.task())));
  }

  private static Map<String, String> tags(NewContainerGroup group) {
    Map<String, String> tags = new LinkedHashMap<>(group.task().group().labels());
    tags.putAll(GroupTags.of(group.owner(), group.expires()));
    return tags;
  }

  private static Container toContainer(String name, ContainerTask task) {
    Container container =
        new Container()
            .withName(name)
            .withImage(task.container().image())
            .withEnvironmentVariables(
                task.container().environmentVariables().stream()
                    .map(v -> new EnvironmentVariable().withName(v.name()).withValue(v.value()))
                    .toList())
            .withResources(
                new ResourceRequirements()
                    .withRequests(
                        new ResourceRequests()
                            .withCpu(task.container().cpu())
                            .withMemoryInGB(task.container().memoryInGB())));
    List<String> command = task.container().command();
    return command.isEmpty() ? container : container.withCommand(command);
  }

  /** The group just after Azure accepted it. */
  static ContainerGroup pending(NewContainerGroup group) {
    return new ContainerGroup(
        group.id(),
        Optional.of(group.owner()),
        group.expires(),
        ProvisioningState.IN_PROGRESS,
        GroupState.PENDING,
        List.of(new ContainerGroup.ContainerView(group.id().name(), NOTHING_KNOWN, null, 0)),
        List.of());
  }

  static ContainerGroup toGroup(ContainerGroupId id, ContainerGroupInner inner) {
    var view = inner.instanceView();
    return new ContainerGroup(
        id,
        GroupTags.owner(inner.tags()),
        GroupTags.expires(inner.tags()),
        ProvisioningState.parse(inner.provisioningState()),
        GroupState.parse(view == null ? null : view.state()),
        orEmpty(inner.containers()).stream().map(ContainerGroupMapper::toView).toList(),
        messages(inner));
  }

  private static ContainerGroup.ContainerView toView(Container container) {
    ContainerPropertiesInstanceView view = container.instanceView();
    if (view == null) {
      return new ContainerGroup.ContainerView(container.name(), NOTHING_KNOWN, null, 0);
    }
    return new ContainerGroup.ContainerView(
        container.name(),
        view.currentState() == null ? NOTHING_KNOWN : toRun(view.currentState()),
        view.previousState() == null ? null : toRun(view.previousState()),
        view.restartCount() == null ? 0 : view.restartCount());
  }

  private static RunState toRun(
      com.azure.resourcemanager.containerinstance.models.ContainerState state) {
    return new RunState(
        ContainerState.parse(state.state()),
        toInstant(state.startTime()),
        toInstant(state.finishTime()),
        state.exitCode(),
        state.detailStatus());
  }

  private static List<String> messages(ContainerGroupInner inner) {
    Stream<Event> ofGroup =
        inner.instanceView() == null
            ? Stream.empty()
            : orEmpty(inner.instanceView().events()).stream();
    Stream<Event> ofContainers =
        orEmpty(inner.containers()).stream()
            .filter(container -> container.instanceView() != null)
            .flatMap(container -> orEmpty(container.instanceView().events()).stream());
    return Stream.concat(ofGroup, ofContainers)
        .filter(event -> !"Normal".equalsIgnoreCase(event.type()))
        .map(event -> event.name() + ": " + event.message())
        .toList();
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static @Nullable Instant toInstant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
