package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import org.jspecify.annotations.Nullable;

/**
 * Runs the code of orchestrators and activities that live in this process. Called from several
 * threads at once; an implementation is thread-safe.
 */
public interface WorkExecutor {

  boolean hasOrchestrator(String name);

  boolean hasActivity(String name);

  /** Replays one orchestrator over the given history and returns what it asks for next. */
  OrchestratorResponse runOrchestrator(String name, OrchestratorRequest request) throws Exception;

  /**
   * Runs one activity to its end; returns its result as JSON. Whatever it throws fails the task.
   */
  @Nullable String runActivity(ActivityCall call) throws Exception;
}
