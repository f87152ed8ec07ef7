package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import java.util.concurrent.CompletableFuture;

/** Whoever runs orchestrators. Thread-safe. */
@FunctionalInterface
interface Orchestrators {

  /**
   * What the orchestrator asks for in that turn and has not asked for before. Fails when the
   * orchestrator could not be run: what it throws itself is an answer.
   */
  CompletableFuture<OrchestratorResponse> evaluate(Turn turn);
}
