package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteOrchestrationAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs the turns of orchestrators: those of one instance one after the other, those of different
 * instances side by side. Thread-safe.
 *
 * <p>An instance stays busy until its turn has been committed or has failed for good. A turn that
 * throws is tried again a few times, with growing pauses; then it fails the instance.
 */
final class OrchestratorRunner {

  private static final Logger log = LoggerFactory.getLogger(OrchestratorRunner.class);

  /** Replay recurses, once per failed task for one; the usual stack holds about a thousand. */
  private static final long STACK_SIZE = 64L << 20;

  private static final int MAX_ATTEMPTS = 4;

  /** How far to back off when the file cannot be read or written, which no attempt counts. */
  private static final int STORAGE_PAUSE = 3;

  private final Store store;
  private final WorkExecutor executor;
  private final Backoff backoff;
  private final WorkerPool pool;
  private final HistoryCache cache = new HistoryCache();
  private final TurnLoader loader;

  /** The instances that are queued or running; true if there came more for them meanwhile. */
  private final Map<Long, Boolean> busy = new ConcurrentHashMap<>();

  private volatile boolean abandoned;

  OrchestratorRunner(
      Store store, WorkExecutor executor, Backoff backoff, int threads, InstantSource clock) {
    this.store = store;
    this.executor = executor;
    this.backoff = backoff;
    this.pool = new WorkerPool("taskhub-orchestrator", threads, STACK_SIZE);
    this.loader = new TurnLoader(store, cache, clock);
  }

  WorkerPool pool() {
    return pool;
  }

  /** From now on an answer counts for nothing: it may come of our own interrupt. */
  void abandon() {
    abandoned = true;
    pool.interrupt();
  }

  /** The instance may have something to do. */
  void ready(long instanceSeq) {
    boolean wasIdle = !busy.merge(instanceSeq, false, (before, now) -> true);
    if (wasIdle) {
      pool.execute(() -> runTurn(instanceSeq, 1));
    }
  }

  private void done(long instanceSeq) {
    boolean again = busy.computeIfPresent(instanceSeq, (seq, more) -> more ? false : null) != null;
    if (again) {
      pool.execute(() -> runTurn(instanceSeq, 1));
    }
  }

  /**
   * @param attempt 1 at first
   */
  private void runTurn(long instanceSeq, int attempt) {
    Turn turn;
    try {
      Optional<Turn> loaded = loader.load(instanceSeq);
      if (loaded.isEmpty()) {
        done(instanceSeq);
        return;
      }
      turn = loaded.get();
    } catch (RuntimeException | Error e) {
      log.error("Tried to read the next turn of instance number {} but failed", instanceSeq, e);
      runLater(instanceSeq, attempt, STORAGE_PAUSE);
      return;
    }
    runTurn(turn, attempt);
  }

  private void runTurn(Turn turn, int attempt) {
    try {
      commit(turn, respond(turn), attempt);
    } catch (Throwable e) { // User code runs in there: nothing that it throws may lose the turn.
      failed(turn, attempt, e);
    }
  }

  private OrchestratorResponse respond(Turn turn) throws Exception {
    if (!executor.hasOrchestrator(turn.name())) {
      return failure(
          Failures.permanent(
              "OrchestratorNotFound",
              "There is no orchestrator named '" + turn.name() + "' in this program."));
    }
    MDC.put("instanceId", turn.instanceId());
    try {
      return ContinueAsNew.repair(turn, run(turn, turn.request()), request -> run(turn, request));
    } finally {
      MDC.remove("instanceId");
    }
  }

  private OrchestratorResponse run(Turn turn, OrchestratorRequest request) throws Exception {
    return executor.runOrchestrator(turn.name(), request);
  }

  private void commit(Turn turn, OrchestratorResponse response, int attempt) {
    if (abandoned) {
      return;
    }
    var unused =
        store
            .submit(new TurnCommit(turn, response))
            .whenComplete((result, failure) -> committed(turn, attempt, result, failure));
  }

  private void committed(
      Turn turn, int attempt, TurnCommit.@Nullable Result result, @Nullable Throwable failure) {
    if (failure instanceof TaskHubException) {
      runLater(turn.instanceSeq(), attempt, STORAGE_PAUSE); // No fault of the orchestrator.
    } else if (failure != null) {
      failed(turn, attempt, failure);
    } else {
      try {
        keep(turn, result);
      } finally {
        done(turn.instanceSeq());
      }
    }
  }

  private void keep(Turn turn, TurnCommit.@Nullable Result result) {
    if (result != null && result.batches() > 0) {
      cache.keep(
          turn.instanceSeq(), turn.executionId(), result.batches(), turn.past(), result.appended());
    }
  }

  private void failed(Turn turn, int attempt, Throwable reason) {
    if (abandoned) {
      return;
    }
    log.warn(
        "Attempt {} of {} to run the orchestrator '{}' of instance {} threw",
        attempt,
        MAX_ATTEMPTS,
        turn.name(),
        turn.instanceId(),
        reason);
    if (attempt < MAX_ATTEMPTS) {
      runLater(turn.instanceSeq(), attempt + 1, attempt);
    } else {
      commit(turn, failure(Failures.of(reason)), attempt);
    }
  }

  private void runLater(long instanceSeq, int attempt, int pause) {
    backoff.later(pause, () -> pool.execute(() -> runTurn(instanceSeq, attempt)));
  }

  private static OrchestratorResponse failure(TaskFailureDetails details) {
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
