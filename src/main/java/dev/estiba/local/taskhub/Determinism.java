package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a replay asks for with what the history has recorded. Version 1.5.0 of the SDK does
 * not: it takes the result of one activity for that of another, or waits for ever.
 */
final class Determinism {

  static final String ERROR_TYPE = "NonDeterministicOrchestrator";

  private static final String CAUSE =
      " The usual cause: the orchestrator's code was changed while the instance was under way, or it"
          + " decides by something that differs at each replay (a clock, randomness, a setting, the"
          + " order of a hash map). Run this instance with the code that it began with, or terminate"
          + " it and start it anew.";

  private Determinism() {}

  /**
   * What the first difference is, or nothing. An orchestrator that failed is let fail with its own
   * exception, which may be why it did not come to ask.
   *
   * @param response to a request that left out what had been asked for
   */
  static Optional<TaskFailureDetails> violation(Turn turn, OrchestratorResponse response) {
    Map<Integer, OrchestratorAction> actions = new HashMap<>();
    for (OrchestratorAction action : response.getActionsList()) {
      if (isFailure(action)) {
        return Optional.empty();
      }
      actions.put(action.getId(), action);
    }
    return turn.history().asked().entrySet().stream()
        .filter(recorded -> !isAskedAgain(recorded.getValue(), actions.get(recorded.getKey())))
        .min(Comparator.comparingInt(recorded -> recorded.getValue().index()))
        .map(
            recorded ->
                Failures.permanent(
                    ERROR_TYPE,
                    difference(
                        turn,
                        recorded.getKey(),
                        recorded.getValue(),
                        actions.get(recorded.getKey()))));
  }

  private static boolean isFailure(OrchestratorAction action) {
    return action.hasCompleteOrchestration()
        && action.getCompleteOrchestration().getOrchestrationStatus()
            == OrchestrationStatus.ORCHESTRATION_STATUS_FAILED;
  }

  private static boolean isAskedAgain(
      History.Recorded recorded, @Nullable OrchestratorAction action) {
    return action != null && recorded.asked().equals(Asked.in(action));
  }

  private static String difference(
      Turn turn, int id, History.Recorded recorded, @Nullable OrchestratorAction action) {
    String asked;
    if (action == null) {
      asked = "did not ask for it";
    } else {
      Asked question = Asked.in(action);
      asked = question == null ? "ended" : "asked for " + question;
    }
    return "The orchestrator '"
        + turn.name()
        + "' is not deterministic: event "
        + recorded.index()
        + " of the history of "
        + turn.instanceId()
        + " records "
        + recorded.asked()
        + " (#"
        + id
        + "), but the code "
        + asked
        + "."
        + CAUSE;
  }

  /** The same response without what has been asked for in earlier turns. */
  static OrchestratorResponse fresh(Turn turn, OrchestratorResponse response) {
    Map<Integer, History.Recorded> asked = turn.history().asked();
    if (asked.isEmpty()) {
      return response;
    }
    OrchestratorResponse.Builder fresh = response.toBuilder().clearActions();
    for (OrchestratorAction action : response.getActionsList()) {
      // The id of an end may be one that was taken: code that throws early has used fewer.
      if (action.hasCompleteOrchestration() || !asked.containsKey(action.getId())) {
        fresh.addActions(action);
      }
    }
    return fresh.build();
  }
}
