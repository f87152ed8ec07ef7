package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import java.util.concurrent.CompletableFuture;
import org.slf4j.MDC;

/** Runs the orchestrators of this process, on the thread of the caller. */
final class HostedOrchestrators implements Orchestrators {

  private final WorkExecutor executor;

  HostedOrchestrators(WorkExecutor executor) {
    this.executor = executor;
  }

  @Override
  public CompletableFuture<OrchestratorResponse> evaluate(Turn turn) {
    if (!executor.hasOrchestrator(turn.name())) {
      return CompletableFuture.completedFuture(
          TurnEvaluation.failure(
              Failures.permanent(
                  "OrchestratorNotFound",
                  "There is no orchestrator named '" + turn.name() + "' in this program.")));
    }
    MDC.put("instanceId", turn.instanceId());
    try {
      return new TurnEvaluation(turn, request -> run(turn.name(), request), executor).evaluate();
    } catch (Throwable e) { // User code runs in there: nothing that it throws may lose the turn.
      return CompletableFuture.failedFuture(e);
    } finally {
      MDC.remove("instanceId");
    }
  }

  private CompletableFuture<OrchestratorResponse> run(String name, byte[] request) {
    try {
      return CompletableFuture.completedFuture(
          OrchestratorResponse.parseFrom(executor.runOrchestrator(name, request)));
    } catch (Throwable e) { // As above.
      return CompletableFuture.failedFuture(e);
    }
  }
}
