package dev.estiba.aci;

import com.azure.resourcemanager.containerinstance.fluent.models.ContainerGroupInner;
import com.azure.resourcemanager.containerinstance.models.Container;
import com.azure.resourcemanager.containerinstance.models.ContainerPropertiesInstanceView;
import com.azure.resourcemanager.containerinstance.models.Event;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A container group as Azure showed it, from the SDK's models. */
final class GroupView {

  private static final RunState NOTHING_KNOWN =
      new RunState(ContainerState.WAITING, null, null, null, null);

  private GroupView() {}

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

  static ContainerGroup of(ContainerGroupId id, ContainerGroupInner inner) {
    var view = inner.instanceView();
    return new ContainerGroup(
        id,
        GroupTags.owner(inner.tags()),
        GroupTags.expires(inner.tags()),
        ProvisioningState.parse(inner.provisioningState()),
        GroupState.parse(view == null ? null : view.state()),
        orEmpty(inner.containers()).stream().map(GroupView::toView).toList(),
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
