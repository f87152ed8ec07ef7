package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.runtime.ContainerState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The {@code instanceView} of a container; what is not known is left out, as ACI does. */
final class ContainerView {

  private ContainerView() {}

  static ObjectNode of(ContainerStatus container) {
    ObjectNode view = Json.object();
    view.put("restartCount", container.attempt());
    view.set("currentState", currentState(container));
    ContainerState.@Nullable Terminated previous = previous(container);
    if (previous != null) {
      view.set("previousState", state(previous));
    }
    if (!container.events().isEmpty()) {
      var events = view.putArray("events");
      container.events().forEach(event -> events.add(event.body()));
    }
    return view;
  }

  private static ObjectNode currentState(ContainerStatus container) {
    if (container.restartAt() != null) {
      Duration wait = RestartPolicy.waitBefore(container.attempt());
      return waiting("CrashLoopBackOff: Back-off " + wait.toSeconds() + "s restarting failed");
    }
    ContainerState state = container.state();
    return state == null ? waiting("Waiting to run") : state(state);
  }

  private static ContainerState.@Nullable Terminated previous(ContainerStatus container) {
    boolean waits = container.restartAt() != null;
    return waits && container.state() instanceof ContainerState.Terminated ended
        ? ended
        : container.previous();
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
    if (ended.exitCode() != null) {
      node.put("exitCode", ended.exitCode());
    }
    return node.put("finishTime", Json.time(ended.finishedAt()))
        .put("detailStatus", ended.detail());
  }

  private static ObjectNode waiting(String detail) {
    return Json.object().put("state", "Waiting").put("detailStatus", detail);
  }
}
