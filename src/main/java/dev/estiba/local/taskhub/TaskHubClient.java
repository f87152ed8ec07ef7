package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Management of the orchestration instances of one task hub, in process. Every method returns after
 * its effect is durable. Thread-safe.
 */
public interface TaskHubClient {

  /**
   * Starts an orchestration and returns its instance id. An instance of the same id that is in a
   * terminal state is replaced.
   *
   * @throws InstanceExistsException if an instance of that id is pending, running or suspended
   * @throws IllegalArgumentException if the name is blank or Durable Functions would refuse the id:
   *     1 to 100 characters, no {@code / \\ # ?}, no control character, no leading {@code @}
   */
  String schedule(NewInstance instance);

  Optional<InstanceState> find(String instanceId);

  /**
   * The instance once it has ended, at once if it has. Holds no thread. Fails with {@link
   * InstanceNotFoundException} if there is no such instance, or it is removed meanwhile; cancel it
   * to wait no more.
   */
  CompletableFuture<InstanceState> whenEnded(String instanceId);

  /** The events of the instance's present generation, oldest first; empty if unknown. */
  List<HistoryEvent> history(String instanceId);

  InstancePage query(InstanceQuery query);

  /** Delivers an external event, now or when the orchestrator waits for it. */
  void raiseEvent(String instanceId, String eventName, @Nullable String input);

  /**
   * Ends the instance and its running sub-orchestrations at once, without running any of their
   * code. The reason becomes the output, as given: write JSON where readers expect JSON. Activities
   * that run go on to their end, unheard; those that wait do not start.
   */
  void terminate(String instanceId, @Nullable String reason);

  /** Runs nothing of the instance until it is resumed; events and results are kept. */
  void suspend(String instanceId, @Nullable String reason);

  void resume(String instanceId, @Nullable String reason);

  /**
   * Takes a failed instance back to before its failure and has it go on from there. The activities
   * that failed since the orchestrator last asked for something run again, and failed
   * sub-orchestrations are rewound likewise.
   *
   * @throws IllegalStateException if the instance has not failed
   */
  void rewind(String instanceId, @Nullable String reason);

  /**
   * Starts the same orchestrator again with the input that the instance has, and returns the id.
   *
   * @param withNewId false to replace the instance, which must have ended
   * @throws InstanceExistsException if it is to be replaced and has not ended
   */
  String restart(String instanceId, boolean withNewId);

  /** Removes a terminal instance with its history; false if unknown or not terminal. */
  boolean purge(String instanceId);

  /** Removes the terminal instances that match, across all pages; returns how many. */
  int purge(InstanceQuery query);

  // raiseEvent, terminate, suspend, resume, rewind and restart throw InstanceNotFoundException for
  // an
  // unknown id. On a terminal instance, the first four do nothing.
}
