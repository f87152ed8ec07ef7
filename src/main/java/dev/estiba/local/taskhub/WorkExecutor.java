package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs the code of orchestrators and activities that live in this process. Called from several
 * threads at once; an implementation is thread-safe. {@link TaskRegistry} is one for code that is
 * written against the Durable Task SDK.
 */
public interface WorkExecutor {

  boolean hasOrchestrator(String name);

  boolean hasActivity(String name);

  /**
   * Replays one orchestrator over the given history and returns what it asks for next, as {@code
   * OrchestrationRunner.loadAndRun} of the SDK does. May be called several times for one turn, with
   * parts of its events; has no effect but its answer. Whatever it throws is no answer: the turn is
   * run again, with growing pauses and 5 times in all, and then fails the instance with the type
   * and message of what was thrown.
   *
   * @param request a serialized {@code OrchestratorRequest}; what the orchestrator asked for before
   *     is not among its events
   * @return a serialized {@code OrchestratorResponse}
   */
  byte[] runOrchestrator(String name, byte[] request) throws Exception;

  /**
   * Runs one activity to its end; returns its result as JSON. Whatever it throws, an Error too,
   * fails the task with the class name and message of that throwable itself: unwrap an
   * InvocationTargetException before. Interrupted when the hub closes; what comes of it then does
   * not count, and the activity runs again after the next start.
   */
  @Nullable String runActivity(ActivityCall call) throws Exception;

  /**
   * Whether every run of that orchestrator which has returned says so in its response. The SDK's
   * {@code OrchestratorFunction} does; a {@code TaskOrchestration} need not, and costs a second
   * replay of every turn in which it asks for nothing.
   */
  default boolean completesExplicitly(String orchestrator) {
    return false;
  }

  /**
   * Asked when an orchestrator waits although nothing that it has asked for is open: whether one of
   * those results or events does not fit the type that the code wants. The SDK drops such a result
   * without a word, and the orchestrator would wait for ever.
   *
   * @param request as for {@link #runOrchestrator}
   * @param recent what has come since the orchestrator last asked for something
   * @see ResultTypes
   */
  default Optional<TaskFailureDetails> misfit(
      String orchestrator, byte[] request, List<HistoryEvent> recent) throws Exception {
    return Optional.empty();
  }
}
