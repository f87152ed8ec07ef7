package dev.estiba.local.azure;

import dev.estiba.local.azure.runtime.ContainerState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one container of a group fares.
 *
 * @param init whether it must succeed before the next one starts
 * @param run counts all its runs from 0, and is never the same twice
 * @param restarts how often it was run again since the group was started
 * @param requestedAt when this run was asked for; null if it has not been yet
 * @param state null until the runtime reports
 * @param previous how the run before ended, or what it was before the group was stopped
 * @param restartAt when the next run is due, if there is to be one
 */
record ContainerStatus(
    String name,
    boolean init,
    int run,
    int restarts,
    @Nullable Instant requestedAt,
    @Nullable ContainerState state,
    @Nullable ContainerState previous,
    @Nullable Instant restartAt,
    List<ContainerEvent> events) {

  static ContainerStatus asked(String name, boolean init) {
    return new ContainerStatus(name, init, 0, 0, null, null, null, null, List.of());
  }

  /** ACI keeps less of the log of such a one. */
  boolean hasEnded() {
    return state != null && state.ended();
  }

  boolean hasSucceeded() {
    return state instanceof ContainerState.Terminated ended && ended.succeeded();
  }

  /** Whether it ended for good. */
  boolean isOver() {
    return restartAt == null && hasEnded();
  }

  boolean isNotProvisioned() {
    return state instanceof ContainerState.NotProvisioned;
  }

  /** Whether it ran at least once since the group was started. */
  boolean hasStarted() {
    return restarts > 0
        || state instanceof ContainerState.Running
        || state instanceof ContainerState.Terminated;
  }

  ContainerStatus requested(Instant at) {
    return new ContainerStatus(name, init, run, restarts, at, state, previous, restartAt, events);
  }

  /** Whether a reported state is news: states only go forward, and nothing follows the last. */
  boolean precedes(ContainerState next) {
    return state == null || (!state.ended() && rank(next) > rank(state));
  }

  ContainerStatus after(ContainerState next, String image, @Nullable Instant nextRun) {
    List<ContainerEvent> all =
        ContainerEvent.add(events, Narration.of(state, next, image, nextRun, restarts));
    return new ContainerStatus(
        name, init, run, restarts, requestedAt, next, previous, nextRun, all);
  }

  /** Run again, by the group's restart policy. */
  ContainerStatus restarted(Instant at) {
    return new ContainerStatus(name, init, run + 1, restarts + 1, at, null, state, null, events);
  }

  /** To be run anew, because somebody asked for it. */
  ContainerStatus renewed() {
    return startingAt(run + 1);
  }

  /** Not asked for yet; its runs are counted from there. */
  ContainerStatus startingAt(int firstRun) {
    return new ContainerStatus(name, init, firstRun, 0, null, null, null, null, List.of());
  }

  /** ACI tells neither the start nor the exit code of what a client stopped. */
  ContainerStatus stopped(Instant at) {
    if (isOver()) {
      return this;
    }
    ContainerState end =
        new ContainerState.Terminated(null, at, null, "Container stopped per client request", null);
    String message = "Killing container " + name + " (platform initiated).";
    List<ContainerEvent> all =
        state instanceof ContainerState.Running
            ? ContainerEvent.add(events, List.of(ContainerEvent.normal("Killing", message, at)))
            : events;
    return new ContainerStatus(name, init, run, restarts, requestedAt, end, state, null, all);
  }

  private static int rank(ContainerState state) {
    if (state instanceof ContainerState.Pulling) {
      return 0;
    }
    if (state instanceof ContainerState.Starting) {
      return 1;
    }
    return state instanceof ContainerState.Running ? 2 : 3;
  }
}
