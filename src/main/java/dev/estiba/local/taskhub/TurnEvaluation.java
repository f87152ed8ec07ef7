package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteOrchestrationAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out what an orchestrator asks for in one turn and has not asked for before: runs it, holds
 * it against its history, and makes good what the SDK gets wrong.
 */
final class TurnEvaluation {

  private final Turn turn;
  private final Replay replay;
  private final WorkExecutor executor;

  TurnEvaluation(Turn turn, Replay replay, WorkExecutor executor) {
    this.turn = turn;
    this.replay = replay;
    this.executor = executor;
  }

  CompletableFuture<OrchestratorResponse> evaluate() {
    return replay.run(turn.request()).thenCompose(this::check);
  }

  private CompletableFuture<OrchestratorResponse> check(OrchestratorResponse response) {
    Optional<TaskFailureDetails> violation = Determinism.violation(turn, response);
    if (violation.isPresent()) {
      return CompletableFuture.completedFuture(failure(violation.get()));
    }
    OrchestratorResponse fresh = Determinism.fresh(turn, response);
    return fresh.getActionsCount() == 0
        ? explainSilence(fresh)
        : ContinueAsNew.repair(turn, fresh, replay);
  }

  /** The orchestrator asks for nothing new: it waits, or it has returned, or it never will. */
  private CompletableFuture<OrchestratorResponse> explainSilence(OrchestratorResponse silent) {
    if (turn.answerable() == 0) {
      Optional<TaskFailureDetails> misfit;
      try {
        misfit = executor.misfit(turn.name(), turn.request(), turn.recent());
      } catch (Exception e) {
        return CompletableFuture.failedFuture(e);
      }
      if (misfit.isPresent()) {
        return CompletableFuture.completedFuture(failure(misfit.get()));
      }
    }
    return executor.completesExplicitly(turn.name())
        ? CompletableFuture.completedFuture(silent)
        : replay.run(turn.requestWithAsked()).thenApply(TurnEvaluation::end);
  }

  /** The end that the SDK adds when an orchestrator returns and all it asked for is recorded. */
  private static OrchestratorResponse end(OrchestratorResponse response) {
    OrchestratorResponse.Builder end = response.toBuilder().clearActions();
    response.getActionsList().stream()
        .filter(OrchestratorAction::hasCompleteOrchestration)
        .forEach(end::addActions);
    return end.build();
  }

  static OrchestratorResponse failure(TaskFailureDetails details) {
    return OrchestratorResponse.newBuilder()
        .addActions(
            OrchestratorAction.newBuilder()
                .setCompleteOrchestration(
                    CompleteOrchestrationAction.newBuilder()
                        .setOrchestrationStatus(OrchestrationStatus.ORCHESTRATION_STATUS_FAILED)
                        .setFailureDetails(details)))
        .build();
  }
}
