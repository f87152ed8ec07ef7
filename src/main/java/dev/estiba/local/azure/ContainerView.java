package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.runtime.ContainerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The {@code instanceView} of a container; what is not known is left out, as ACI does. */
final class ContainerView {

  /** ACI was seen to show a success for a moment, even of a container that it then runs again. */
  private static final Duration END_IS_SHOWN = Duration.ofSeconds(1);

  private ContainerView() {}

  static ObjectNode of(ContainerStatus container, ApiVersion version, Instant now) {
    ObjectNode view = Json.object();
    view.put("restartCount", container.restarts());
    view.set("currentState", currentState(container, now));
    ContainerState previous = backsOff(container, now) ? container.state() : container.previous();
    if (previous != null) {
      view.set("previousState", state(previous));
    }
    List<ContainerEvent> events = events(container, version).toList();
    if (!events.isEmpty()) {
      var shown = view.putArray("events");
      events.forEach(event -> shown.add(event.body()));
    }
    return view;
  }

  static Stream<ContainerEvent> events(ContainerStatus container, ApiVersion version) {
    return container.events().stream()
        .filter(e -> version.tellsCreated() || !e.name().equals(Narration.CREATED));
  }

  /** Whether it waits to be run again, and says so. */
  static boolean backsOff(ContainerStatus container, Instant now) {
    return container.restartAt() != null
        && container.state() instanceof ContainerState.Terminated ended
        && (!ended.succeeded() || now.isAfter(ended.finishedAt().plus(END_IS_SHOWN)));
  }

  private static ObjectNode currentState(ContainerStatus container, Instant now) {
    if (backsOff(container, now)) {
      Duration wait = RestartPolicy.waitBefore(container.restarts());
      return waiting("CrashLoopBackOff: Back-off " + wait.toSeconds() + "s restarting failed");
    }
    ContainerState state = container.state();
    return state == null ? waiting("Waiting to run") : state(state);
  }

  private static ObjectNode state(ContainerState state) {
    if (state instanceof ContainerState.Running running) {
      return Json.object()
          .put("state", "Running")
          .put("startTime", Json.time(running.since()))
          .put("detailStatus", "");
    }
    if (state instanceof ContainerState.Terminated ended) {
      return terminated(ended);
    }
    if (state instanceof ContainerState.NotProvisioned failed) {
      return waiting(failed.detail());
    }
    return waiting(state instanceof ContainerState.Pulling ? "Pulling" : "ContainerCreating");
  }

  private static ObjectNode terminated(ContainerState.Terminated ended) {
    ObjectNode node = Json.object().put("state", "Terminated");
    if (ended.startedAt() != null) {
      node.put("startTime", Json.time(ended.startedAt()));
    }
    @Nullable Integer exitCode = ended.exitCode();
    if (exitCode != null) {
      node.put("exitCode", exitCode);
    }
    return node.put("finishTime", Json.time(ended.finishedAt()))
        .put("detailStatus", ended.detail());
  }

  private static ObjectNode waiting(String detail) {
    return Json.object().put("state", "Waiting").put("detailStatus", detail);
  }
}
