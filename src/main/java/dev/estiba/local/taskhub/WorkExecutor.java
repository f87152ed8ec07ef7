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

  /**
   * Replays one orchestrator over the given history and returns what it asks for next. May be
   * called several times for one turn, with parts of its events; has no effect but its answer.
   * Whatever it throws is no answer: the turn is run again, 4 times in all, and then fails the
   * instance with the type and message of what was thrown.
   */
  OrchestratorResponse runOrchestrator(String name, OrchestratorRequest request) throws Exception;

  /**
   * Runs one activity to its end; returns its result as JSON. Whatever it throws, an Error too,
   * fails the task with the class name and message of that throwable itself: unwrap an
   * InvocationTargetException before. Interrupted when the hub closes; what comes of it then does
   * not count, and the activity runs again after the next start.
   */
  @Nullable String runActivity(ActivityCall call) throws Exception;
}
