package dev.estiba.local.azure;

import dev.estiba.local.azure.runtime.ContainerState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a change of state as ACI's events do. */
final class Narration {

  /** Told by the platform until 2019: see {@link ContainerView}. */
  static final String CREATED = "Created";

  private Narration() {}

  /**
   * @param nextRun when the container is run again, if it ended and is to be
   * @param restarts how often it was so far
   */
  static List<ContainerEvent> of(
      @Nullable ContainerState before,
      ContainerState after,
      String image,
      @Nullable Instant nextRun,
      int restarts) {
    if (after instanceof ContainerState.Pulling pulling) {
      return List.of(
          ContainerEvent.normal("Pulling", "pulling image \"" + image + "\"", pulling.since()));
    }
    if (after instanceof ContainerState.Starting starting) {
      return ofStarting(before, starting, image);
    }
    if (after instanceof ContainerState.Running running) {
      return started(running.since());
    }
    if (after instanceof ContainerState.Terminated ended) {
      return ofEnd(before, ended, nextRun, restarts);
    }
    if (after instanceof ContainerState.NotProvisioned failed) {
      return List.of(ContainerEvent.warning("Failed", failed.message(), failed.at()));
    }
    return List.of();
  }

  private static List<ContainerEvent> ofStarting(
      @Nullable ContainerState before, ContainerState.Starting starting, String image) {
    if (before instanceof ContainerState.Pulling) {
      String message = "Successfully pulled image \"" + image + "\"";
      return List.of(ContainerEvent.normal("Pulled", message, starting.since()));
    }
    if (starting.imageWasHere()) {
      String message = "Container image \"" + image + "\" already present on machine";
      return List.of(ContainerEvent.normal("Pulled", message, starting.since()));
    }
    return List.of();
  }

  private static List<ContainerEvent> started(Instant at) {
    return List.of(
        ContainerEvent.normal(CREATED, "Created container", at),
        ContainerEvent.normal("Started", "Started container", at));
  }

  private static List<ContainerEvent> ofEnd(
      @Nullable ContainerState before,
      ContainerState.Terminated ended,
      @Nullable Instant nextRun,
      int restarts) {
    List<ContainerEvent> events = new ArrayList<>();
    if (ended.message() != null) {
      events.add(ContainerEvent.warning("Failed", ended.message(), ended.finishedAt()));
    } else if (ended.startedAt() != null && !(before instanceof ContainerState.Running)) {
      // A short run may be over before anybody saw it running.
      events.addAll(started(ended.startedAt()));
    }
    if (nextRun != null && restarts > 0) {
      String message = "Back-off restarting failed container";
      events.add(ContainerEvent.warning("BackOff", message, ended.finishedAt()));
    }
    return events;
  }
}
