package dev.estiba.aci;

import dev.estiba.aci.ContainerGroup.ContainerView;
import dev.estiba.task.Priority;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether Azure took a Spot group's machine away. Unverified: neither Microsoft's documentation nor
 * any recording shows what such a group looks like, so this goes by what no other end looks like: a
 * container that ended without an exit code, a group that is stopped though nobody asked for it, or
 * an event that speaks of it.
 */
final class Preemption {

  private static final Pattern TAKEN_AWAY = Pattern.compile("evict|preempt|pre-empt");

  /** As recorded of a container whose group was stopped by request. */
  private static final String BY_REQUEST = "client request";

  private Preemption() {}

  static Optional<AciFailure> of(ContainerGroup group) {
    Optional<ContainerView> counting = group.counting();
    if (group.priority() != Priority.SPOT
        || counting.filter(Preemption::hasSucceeded).isPresent()) {
      return Optional.empty();
    }
    return group.events().stream()
        .filter(Preemption::tellsOfIt)
        .findFirst()
        .<AciFailure>map(event -> new AciFailure.Preempted(event.name(), event.message()))
        .or(
            () ->
                counting
                    .filter(container -> looksLikeIt(group, container))
                    .map(Preemption::silent));
  }

  private static boolean tellsOfIt(GroupEvent event) {
    String text = Texts.searchable(event.name() + ": " + event.message());
    return TAKEN_AWAY.matcher(text).find();
  }

  private static boolean looksLikeIt(ContainerGroup group, ContainerView container) {
    boolean over =
        group.state() == GroupState.STOPPED
            || container.current().state() == ContainerState.TERMINATED;
    return over && exitCode(container) == null && !isByRequest(container);
  }

  private static boolean hasSucceeded(ContainerView container) {
    Integer exitCode = exitCode(container);
    return exitCode != null && exitCode == 0;
  }

  /** Of the first run that ended: Azure may start a container again although it should not. */
  private static @Nullable Integer exitCode(ContainerView container) {
    RunState previous = container.previous();
    return previous != null && previous.exitCode() != null
        ? previous.exitCode()
        : container.current().exitCode();
  }

  private static boolean isByRequest(ContainerView container) {
    String detail = container.current().detailStatus();
    return detail != null && detail.contains(BY_REQUEST);
  }

  private static AciFailure silent(ContainerView container) {
    String detail = container.current().detailStatus();
    return new AciFailure.Preempted(
        null,
        "Azure ended the container of a Spot group before it ended by itself"
            + (detail == null || detail.isBlank() ? "." : ": " + detail));
  }
}
