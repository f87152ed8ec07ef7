package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import java.util.concurrent.CompletableFuture;

/** Runs one orchestrator once over a serialized OrchestratorRequest, here or in a worker. */
@FunctionalInterface
interface Replay {
  CompletableFuture<OrchestratorResponse> run(byte[] request);
}
