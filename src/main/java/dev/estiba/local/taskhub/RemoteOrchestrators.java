package dev.estiba.local.taskhub;

import com.google.protobuf.InvalidProtocolBufferException;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Orchestrators of other processes. Their SDKs are sent the whole history, and compare in ways of
 * their own. That the code is still what it was is asked in a replay of its own, of each worker
 * before it first runs a turn of an instance that other code may have begun.
 */
final class RemoteOrchestrators implements Orchestrators {

  private static final int MAX_KNOWN = 100_000;

  /** That worker's code is what the instance's history was made with. */
  private record Compared(long instanceSeq, int worker) {}

  private final RemoteWorkers workers;

  private final Map<Compared, Boolean> compared =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Compared, Boolean> eldest) {
              return size() > MAX_KNOWN;
            }
          });

  /** The turns that wait or run, by the number of the instance. */
  private final Map<Long, Turn> underWay = new ConcurrentHashMap<>();

  RemoteOrchestrators(RemoteWorkers workers) {
    this.workers = workers;
  }

  /** A turn of that instance that waits for a worker will not run. */
  void cancel(long instanceSeq) {
    underWay.remove(instanceSeq);
  }

  void cancelAll() {
    underWay.clear();
  }

  @Override
  public CompletableFuture<OrchestratorResponse> evaluate(Turn turn) {
    underWay.put(turn.instanceSeq(), turn);
    return begin(turn)
        .whenComplete((response, failure) -> underWay.remove(turn.instanceSeq(), turn));
  }

  /** Which worker gets the turn shows only when one has room for it: so that one is asked. */
  private CompletableFuture<OrchestratorResponse> begin(Turn turn) {
    return workers
        .run(
            turn.instanceId(),
            worker -> parse(mayDiffer(turn, worker) ? turn.past() : turn.requestWithAsked()),
            () -> isWanted(turn))
        .thenCompose(answer -> goOn(turn, answer.worker(), answer.response()));
  }

  private CompletableFuture<OrchestratorResponse> goOn(
      Turn turn, int worker, OrchestratorResponse response) {
    boolean isComparison = mayDiffer(turn, worker);
    if (isComparison) {
      Optional<TaskFailureDetails> violation = Determinism.violation(turn, response);
      if (violation.isPresent()) {
        return CompletableFuture.completedFuture(TurnEvaluation.failure(violation.get()));
      }
    }
    compared.put(new Compared(turn.instanceSeq(), worker), true);
    return isComparison
        ? begin(turn)
        : ContinueAsNew.repair(
            turn, Determinism.fresh(turn, response), request -> replay(turn, request));
  }

  private boolean mayDiffer(Turn turn, int worker) {
    return !turn.history().asked().isEmpty()
        && !compared.containsKey(new Compared(turn.instanceSeq(), worker));
  }

  private boolean isWanted(Turn turn) {
    return underWay.get(turn.instanceSeq()) == turn;
  }

  private CompletableFuture<OrchestratorResponse> replay(Turn turn, byte[] request) {
    OrchestratorRequest parsed = parse(request);
    return workers
        .run(turn.instanceId(), worker -> parsed, () -> isWanted(turn))
        .thenApply(RemoteItem.Answer::response);
  }

  private static OrchestratorRequest parse(byte[] request) {
    try {
      return OrchestratorRequest.parseFrom(request);
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException("The history of an instance cannot be read.", e);
    }
  }
}
