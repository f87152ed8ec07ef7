package dev.estiba.local.azure;

import dev.estiba.local.azure.runtime.ContainerState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a change of state as ACI's events do. */
final class Narration {

  private Narration() {}

  static List<ContainerEvent> of(
      @Nullable ContainerState before, ContainerState after, String image) {
    if (after instanceof ContainerState.Pulling pulling) {
      return List.of(
          ContainerEvent.normal("Pulling", "pulling image \"" + image + "\"", pulling.since()));
    }
    if (after instanceof ContainerState.Starting starting
        && before instanceof ContainerState.Pulling) {
      String message = "Successfully pulled image \"" + image + "\"";
      return List.of(ContainerEvent.normal("Pulled", message, starting.since()));
    }
    if (after instanceof ContainerState.Running running) {
      return List.of(ContainerEvent.normal("Started", "Started container", running.since()));
    }
    if (after instanceof ContainerState.Terminated ended) {
      return ofEnd(before, ended);
    }
    if (after instanceof ContainerState.NotProvisioned failed) {
      return List.of(ContainerEvent.warning("Failed", failed.message(), failed.at()));
    }
    return List.of();
  }

  private static List<ContainerEvent> ofEnd(
      @Nullable ContainerState before, ContainerState.Terminated ended) {
    if (ended.message() != null) {
      return List.of(ContainerEvent.warning("Failed", ended.message(), ended.finishedAt()));
    }
    // A short run may be over before anybody saw it running.
    if (ended.startedAt() != null && !(before instanceof ContainerState.Running)) {
      return List.of(ContainerEvent.normal("Started", "Started container", ended.startedAt()));
    }
    return List.of();
  }
}
