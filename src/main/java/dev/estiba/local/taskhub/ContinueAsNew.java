package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteOrchestrationAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Puts right the events that an orchestrator which continues as new takes along.
 *
 * <p>Version 1.5.0 of the SDK hands over every external event of the turn, those included that the
 * orchestrator has just consumed, in no order. Which ones it had consumed shows when the turn is
 * replayed over ever more of its events: where it first continues as new, it needed those, and no
 * others. What it had buffered by then, and what comes after, is the true remainder.
 */
final class ContinueAsNew {

  private ContinueAsNew() {}

  static CompletableFuture<OrchestratorResponse> repair(
      Turn turn, OrchestratorResponse response, Replay replay) {
    Optional<CompleteOrchestrationAction> action = find(response);
    if (action.isEmpty() || action.get().getCarryoverEventsCount() == 0) {
      return CompletableFuture.completedFuture(response); // Nothing to carry, or told not to.
    }
    // Of the new events, the first is the OrchestratorStarted that every turn begins with.
    return firstToContinue(turn, replay, 1, turn.newEvents().size())
        .thenCompose(
            consumed ->
                replay
                    .run(turn.prefix(consumed))
                    .thenApply(
                        then -> {
                          Set<HistoryEvent> buffered =
                              new HashSet<>(
                                  find(then).orElse(action.get()).getCarryoverEventsList());
                          return withCarryover(response, remainder(turn, consumed, buffered));
                        }));
  }

  /** By bisection: over more events than it needs, an orchestrator continues as new just so. */
  private static CompletableFuture<Integer> firstToContinue(
      Turn turn, Replay replay, int low, int high) {
    if (low >= high) {
      return CompletableFuture.completedFuture(low);
    }
    int middle = (low + high) >>> 1;
    return replay
        .run(turn.prefix(middle))
        .thenCompose(
            response ->
                find(response).isPresent()
                    ? firstToContinue(turn, replay, low, middle)
                    : firstToContinue(turn, replay, middle + 1, high));
  }

  /** In the order in which the events were raised. */
  private static List<HistoryEvent> remainder(Turn turn, int consumed, Set<HistoryEvent> buffered) {
    List<HistoryEvent> seen = turn.history().events();
    seen.addAll(turn.newEvents().subList(0, consumed));
    List<HistoryEvent> remainder = new ArrayList<>();
    seen.stream()
        .filter(event -> event.hasEventRaised() && buffered.contains(event))
        .forEach(remainder::add);
    turn.newEvents().stream()
        .skip(consumed)
        .filter(HistoryEvent::hasEventRaised)
        .forEach(remainder::add);
    return remainder;
  }

  private static Optional<CompleteOrchestrationAction> find(OrchestratorResponse response) {
    return response.getActionsList().stream()
        .filter(ContinueAsNew::continuesAsNew)
        .map(OrchestratorAction::getCompleteOrchestration)
        .findFirst();
  }

  private static boolean continuesAsNew(OrchestratorAction action) {
    return action.hasCompleteOrchestration()
        && action.getCompleteOrchestration().getOrchestrationStatus()
            == OrchestrationStatus.ORCHESTRATION_STATUS_CONTINUED_AS_NEW;
  }

  private static OrchestratorResponse withCarryover(
      OrchestratorResponse response, List<HistoryEvent> carryover) {
    OrchestratorResponse.Builder repaired = response.toBuilder();
    for (OrchestratorAction.Builder action : repaired.getActionsBuilderList()) {
      if (continuesAsNew(action.build())) {
        action
            .getCompleteOrchestrationBuilder()
            .clearCarryoverEvents()
            .addAllCarryoverEvents(carryover);
      }
    }
    return repaired.build();
  }
}
