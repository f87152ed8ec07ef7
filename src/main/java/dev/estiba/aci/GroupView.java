package dev.estiba.aci;

import com.azure.resourcemanager.containerinstance.fluent.models.ContainerGroupInner;
import com.azure.resourcemanager.containerinstance.models.Container;
import com.azure.resourcemanager.containerinstance.models.Event;
import com.azure.resourcemanager.containerinstance.models.InitContainerDefinition;
import dev.estiba.aci.ContainerGroup.ContainerView;
import dev.estiba.task.Priority;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
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
        false,
        group.priority(),
        ProvisioningState.IN_PROGRESS,
        GroupState.PENDING,
        List.of(new ContainerView(group.id().name(), NOTHING_KNOWN, null, 0)),
        List.of(),
        List.of());
  }

  static ContainerGroup of(ContainerGroupId id, ContainerGroupInner inner) {
    var view = inner.instanceView();
    return new ContainerGroup(
        id,
        GroupTags.owner(inner.tags()),
        GroupTags.expires(inner.tags()),
        GroupTags.isKept(inner.tags()),
        isSpot(inner) ? Priority.SPOT : Priority.REGULAR,
        ProvisioningState.parse(inner.provisioningState()),
        GroupState.parse(view == null ? null : view.state()),
        orEmpty(inner.containers()).stream().map(GroupView::toView).toList(),
        orEmpty(inner.initContainers()).stream().map(GroupView::toView).toList(),
        events(inner));
  }

  private static boolean isSpot(ContainerGroupInner inner) {
    return inner.priority() != null && "Spot".equalsIgnoreCase(inner.priority().toString());
  }

  private static ContainerView toView(Container container) {
    var view = container.instanceView();
    return view == null
        ? new ContainerView(container.name(), NOTHING_KNOWN, null, 0)
        : toView(container.name(), view.currentState(), view.previousState(), view.restartCount());
  }

  private static ContainerView toView(InitContainerDefinition container) {
    var view = container.instanceView();
    return view == null
        ? new ContainerView(container.name(), NOTHING_KNOWN, null, 0)
        : toView(container.name(), view.currentState(), view.previousState(), view.restartCount());
  }

  private static ContainerView toView(
      String name,
      com.azure.resourcemanager.containerinstance.models.@Nullable ContainerState current,
      com.azure.resourcemanager.containerinstance.models.@Nullable ContainerState previous,
      @Nullable Integer restartCount) {
    return new ContainerView(
        name,
        current == null ? NOTHING_KNOWN : toRun(current),
        previous == null ? null : toRun(previous),
        restartCount == null ? 0 : restartCount);
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

  private static List<GroupEvent> events(ContainerGroupInner inner) {
    Stream<Event> ofGroup =
        Stream.ofNullable(inner.instanceView()).flatMap(view -> orEmpty(view.events()).stream());
    Stream<Event> ofInitContainers =
        orEmpty(inner.initContainers()).stream()
            .map(InitContainerDefinition::instanceView)
            .filter(Objects::nonNull)
            .flatMap(view -> orEmpty(view.events()).stream());
    Stream<Event> ofContainers =
        orEmpty(inner.containers()).stream()
            .map(Container::instanceView)
            .filter(Objects::nonNull)
            .flatMap(view -> orEmpty(view.events()).stream());
    return Stream.of(ofGroup, ofInitContainers, ofContainers)
        .flatMap(events -> events)
        .map(GroupView::toEvent)
        .toList();
  }

  /** Azure's own example has a mount that failed as a normal event. */
  private static GroupEvent toEvent(Event event) {
    String name = Objects.requireNonNullElse(event.name(), "");
    return new GroupEvent(
        name,
        Objects.requireNonNullElse(event.message(), ""),
        !"Normal".equalsIgnoreCase(event.type()) || name.startsWith("Failed"),
        toInstant(event.firstTimestamp()));
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static @Nullable Instant toInstant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
