package dev.estiba.local.taskhub;

import com.google.protobuf.InvalidProtocolBufferException;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Orchestrators of other processes. Their SDKs are sent the whole history, and compare in ways of
 * their own. That the code is still what it was is asked in a replay of its own, whenever a worker
 * has connected since the instance's last turn.
 */
final class RemoteOrchestrators implements Orchestrators {

  private static final int MAX_KNOWN = 100_000;

  private final RemoteWorkers workers;

  /** How many workers had connected when the instance of that number was last compared. */
  private final Map<Long, Integer> compared =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
              return size() > MAX_KNOWN;
            }
          });

  RemoteOrchestrators(RemoteWorkers workers) {
    this.workers = workers;
  }

  @Override
  public CompletableFuture<OrchestratorResponse> evaluate(Turn turn) {
    int connections = workers.connections();
    Integer before = compared.put(turn.instanceSeq(), connections);
    boolean mayDiffer = before == null || before != connections;
    if (!mayDiffer || turn.history().asked().isEmpty()) {
      return run(turn);
    }
    return replay(turn.past())
        .thenCompose(
            response -> {
              Optional<TaskFailureDetails> violation = Determinism.violation(turn, response);
              return violation.isPresent()
                  ? CompletableFuture.completedFuture(TurnEvaluation.failure(violation.get()))
                  : run(turn);
            });
  }

  private CompletableFuture<OrchestratorResponse> run(Turn turn) {
    return replay(turn.requestWithAsked())
        .thenCompose(
            response ->
                ContinueAsNew.repair(turn, Determinism.fresh(turn, response), this::replay));
  }

  private CompletableFuture<OrchestratorResponse> replay(byte[] request) {
    try {
      return workers.run(OrchestratorRequest.parseFrom(request));
    } catch (InvalidProtocolBufferException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
