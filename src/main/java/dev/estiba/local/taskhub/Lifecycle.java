package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ExecutionCompletedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ExecutionStartedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationInstance;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ParentInstanceInfo;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The transitions of an instance that no orchestrator code takes part in. */
final class Lifecycle {

  private Lifecycle() {}

  /** Starts an instance that is nobody's child. */
  static String start(Transaction transaction, NewInstance instance) throws SQLException {
    String instanceId =
        instance.instanceId() == null ? InstanceIds.random() : instance.instanceId();
    replaceIfTerminal(transaction, instanceId);
    InstanceRow row = transaction.insert(instanceId, InstanceIds.random(), instance.name(), null);
    transaction.setInput(row, instance.input());
    if (instance.startAt() != null && instance.startAt().toEpochMilli() > transaction.now()) {
      transaction.setTimer(row, Timer.START, instance.startAt().toEpochMilli());
    }
    transaction.deliver(row, executionStarted(transaction, row, instance.input(), null));
    return instanceId;
  }

  /** Starts a sub-orchestration, at once. */
  static void startChild(
      Transaction transaction,
      InstanceRow parent,
      int taskId,
      String instanceId,
      String name,
      @Nullable String input)
      throws SQLException {
    replaceIfTerminal(transaction, InstanceIds.check(instanceId));
    InstanceRow row =
        transaction.insert(
            instanceId,
            InstanceIds.random(),
            name,
            new InstanceRow.Parent(parent.seq, parent.executionId, taskId));
    transaction.setInput(row, input);
    transaction.deliver(row, executionStarted(transaction, row, input, parent));
  }

  private static void replaceIfTerminal(Transaction transaction, String instanceId)
      throws SQLException {
    Optional<InstanceRow> existing = transaction.find(instanceId);
    if (existing.isPresent()) {
      if (!existing.get().status.isTerminal()) {
        throw new InstanceExistsException(instanceId, existing.get().status);
      }
      transaction.delete(existing.get());
    }
  }

  private static HistoryEvent executionStarted(
      Transaction transaction,
      InstanceRow row,
      @Nullable String input,
      @Nullable InstanceRow parent) {
    ExecutionStartedEvent.Builder event =
        ExecutionStartedEvent.newBuilder()
            .setName(row.name)
            .setOrchestrationInstance(instance(row.instanceId, row.executionId));
    if (input != null) {
      event.setInput(Events.text(input));
    }
    if (row.parent != null && parent != null) {
      event.setParentInstance(
          ParentInstanceInfo.newBuilder()
              .setTaskScheduledId(row.parent.taskId())
              .setName(Events.text(parent.name))
              .setOrchestrationInstance(instance(parent.instanceId, parent.executionId)));
    }
    return Events.at(transaction.now()).setExecutionStarted(event).build();
  }

  private static OrchestrationInstance instance(String instanceId, String executionId) {
    return OrchestrationInstance.newBuilder()
        .setInstanceId(instanceId)
        .setExecutionId(Events.text(executionId))
        .build();
  }

  /** Delivers an external event; on a terminal instance does nothing. */
  static void raiseEvent(
      Transaction transaction, String instanceId, String eventName, @Nullable String input)
      throws SQLException {
    InstanceRow row = existing(transaction, instanceId);
    if (!row.status.isTerminal()) {
      raiseEvent(transaction, row, eventName, input);
    }
  }

  static void raiseEvent(
      Transaction transaction, InstanceRow row, String eventName, @Nullable String input)
      throws SQLException {
    row.eventsRaised++;
    transaction.save(row);
    transaction.deliver(
        row, Events.eventRaised(transaction.now(), row.eventsRaised, eventName, input));
  }

  static void suspend(Transaction transaction, String instanceId, @Nullable String reason)
      throws SQLException {
    InstanceRow row = existing(transaction, instanceId);
    if (!row.status.isTerminal() && row.status != RuntimeStatus.SUSPENDED) {
      row.status = RuntimeStatus.SUSPENDED;
      transaction.appendHistory(row, List.of(Events.executionSuspended(transaction.now(), reason)));
      transaction.save(row);
    }
  }

  static void resume(Transaction transaction, String instanceId, @Nullable String reason)
      throws SQLException {
    InstanceRow row = existing(transaction, instanceId);
    if (row.status == RuntimeStatus.SUSPENDED) {
      row.status = row.turnAt == null ? RuntimeStatus.PENDING : RuntimeStatus.RUNNING;
      transaction.appendHistory(row, List.of(Events.executionResumed(transaction.now(), reason)));
      transaction.save(row);
      transaction.effect(new Effect.InstanceReady(row.seq));
    }
  }

  /** Ends the instance and its running descendants without running any of their code. */
  static void terminate(Transaction transaction, String instanceId, @Nullable String reason)
      throws SQLException {
    InstanceRow row = existing(transaction, instanceId);
    if (row.status.isTerminal()) {
      return;
    }
    Deque<InstanceRow> running = new ArrayDeque<>(List.of(row));
    while (!running.isEmpty()) {
      InstanceRow next = running.remove();
      running.addAll(transaction.runningChildren(next));
      transaction.dropActivities(next);
      next.output = reason;
      end(
          transaction,
          next,
          RuntimeStatus.TERMINATED,
          List.of(Events.executionTerminated(transaction.now(), reason)));
    }
  }

  /** Makes an instance terminal, with these last events, and tells its parent. */
  static void end(
      Transaction transaction, InstanceRow row, RuntimeStatus status, List<HistoryEvent> lastEvents)
      throws SQLException {
    row.status = status;
    List<HistoryEvent> events = new ArrayList<>(lastEvents);
    events.add(executionCompleted(transaction, row));
    transaction.appendHistory(row, events);
    transaction.dropPending(row);
    transaction.save(row);
    tellParent(transaction, row);
  }

  private static HistoryEvent executionCompleted(Transaction transaction, InstanceRow row) {
    ExecutionCompletedEvent.Builder event =
        ExecutionCompletedEvent.newBuilder()
            .setOrchestrationStatus(
                switch (row.status) {
                  case COMPLETED -> OrchestrationStatus.ORCHESTRATION_STATUS_COMPLETED;
                  case TERMINATED -> OrchestrationStatus.ORCHESTRATION_STATUS_TERMINATED;
                  default -> OrchestrationStatus.ORCHESTRATION_STATUS_FAILED;
                });
    if (row.output != null) {
      event.setResult(Events.text(row.output));
    }
    if (row.failure != null) {
      event.setFailureDetails(row.failure);
    }
    return Events.at(transaction.now()).setExecutionCompleted(event).build();
  }

  private static void tellParent(Transaction transaction, InstanceRow row) throws SQLException {
    if (row.parent == null) {
      return;
    }
    Optional<InstanceRow> parent = transaction.find(row.parent.seq());
    if (parent.isPresent() && parent.get().isAlive(row.parent.executionId())) {
      transaction.deliver(parent.get(), outcomeForParent(transaction, row, row.parent.taskId()));
    }
  }

  private static HistoryEvent outcomeForParent(
      Transaction transaction, InstanceRow row, int taskId) {
    return row.status == RuntimeStatus.COMPLETED
        ? Events.childCompleted(transaction.now(), taskId, row.output)
        : Events.childFailed(transaction.now(), taskId, failureForParent(row));
  }

  private static TaskFailureDetails failureForParent(InstanceRow row) {
    if (row.failure != null) {
      return row.failure;
    }
    String reason = row.output == null ? "no reason was given" : row.output;
    return TaskFailureDetails.newBuilder()
        .setErrorType("OrchestrationTerminated")
        .setErrorMessage("The orchestration '" + row.instanceId + "' was terminated: " + reason)
        .build();
  }

  /** Removes a terminal instance; false if there is none of that id. */
  static boolean purge(Transaction transaction, String instanceId) throws SQLException {
    Optional<InstanceRow> row = transaction.find(instanceId);
    if (row.isEmpty() || !row.get().status.isTerminal()) {
      return false;
    }
    transaction.delete(row.get());
    return true;
  }

  private static InstanceRow existing(Transaction transaction, String instanceId)
      throws SQLException {
    return transaction
        .find(instanceId)
        .orElseThrow(() -> new InstanceNotFoundException(instanceId));
  }

  /** The timers that have come due, all in one go. */
  static boolean fire(Transaction transaction, List<Timer> due) throws SQLException {
    transaction.effect(new Effect.TimersCancelled(due));
    for (Timer timer : due) {
      Optional<InstanceRow> row = transaction.find(timer.instanceSeq());
      if (transaction.removeTimer(timer) && row.isPresent()) {
        if (timer.timerId() == Timer.START) {
          transaction.effect(new Effect.InstanceReady(timer.instanceSeq()));
        } else {
          transaction.deliver(row.get(), Events.timerFired(transaction.now(), timer));
        }
      }
    }
    return true;
  }

  /** The outcome of an activity; dropped unless the generation that asked for it goes on. */
  static boolean answer(
      Transaction transaction, Tables.PendingActivity activity, ActivityOutcome outcome)
      throws SQLException {
    if (!transaction.removeActivity(activity.seq())) {
      return false;
    }
    Optional<InstanceRow> row = transaction.find(activity.instanceSeq());
    if (row.isPresent() && row.get().isAlive(activity.executionId())) {
      transaction.deliver(row.get(), outcome.toEvent(transaction.now(), activity.call().taskId()));
    }
    return true;
  }
}
