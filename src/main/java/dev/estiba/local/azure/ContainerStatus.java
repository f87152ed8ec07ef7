package dev.estiba.local.azure;

import dev.estiba.local.azure.runtime.ContainerState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one container of a group fares.
 *
 * @param attempt the number of restarts
 * @param requestedAt when this attempt was asked for
 * @param state null until the runtime reports
 * @param restartAt when the next attempt is due, if there is to be one
 */
record ContainerStatus(
    String name,
    int attempt,
    Instant requestedAt,
    @Nullable ContainerState state,
    ContainerState.@Nullable Terminated previous,
    @Nullable Instant restartAt,
    List<ContainerEvent> events) {

  private static final int KEPT_EVENTS = 50;

  static ContainerStatus requested(String name, Instant at) {
    return new ContainerStatus(name, 0, at, null, null, null, List.of());
  }

  boolean hasEnded() {
    return state != null && state.ended();
  }

  /** Whether a reported state is news: states only go forward, and nothing follows the last. */
  boolean precedes(ContainerState next) {
    return state == null || (!state.ended() && rank(next) > rank(state));
  }

  ContainerStatus after(ContainerState next, String image, @Nullable Instant nextStart) {
    List<ContainerEvent> all = new ArrayList<>(events);
    all.addAll(Narration.of(state, next, image));
    List<ContainerEvent> kept = all.subList(Math.max(0, all.size() - KEPT_EVENTS), all.size());
    return new ContainerStatus(
        name, attempt, requestedAt, next, previous, nextStart, List.copyOf(kept));
  }

  ContainerStatus restarted(Instant at) {
    ContainerState.Terminated last =
        state instanceof ContainerState.Terminated terminated ? terminated : previous;
    return new ContainerStatus(name, attempt + 1, at, null, last, null, events);
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
