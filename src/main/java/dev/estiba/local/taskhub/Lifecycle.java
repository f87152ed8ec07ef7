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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The transitions of an instance that no orchestrator code takes part in. */
final class Lifecycle {

  private Lifecycle() {}

  /** Starts an instance that is nobody's child. */
  static String start(Transaction transaction, NewInstance instance) throws SQLException {
    String instanceId =
        instance.instanceId() == null ? InstanceIds.random() : instance.instanceId();
    InstanceRow row = insert(transaction, instanceId, instance.name(), null);
    if (instance.input() != null) {
      transaction.setInput(row, instance.input());
    }
    if (instance.startAt() != null && Events.millis(instance.startAt()) > transaction.now()) {
      row.open.addTimer(Timer.START, Events.millis(instance.startAt()));
      transaction.save(row);
      transaction.effect(new Effect.TimersSet(row.open.timers(row.seq, row.executionId)));
    }
    transaction.effect(row.loaded(List.of(firstDelivery(transaction, row, instance.input()))));
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
    InstanceRow row =
        insert(
            transaction,
            InstanceIds.check(instanceId),
            name,
            new InstanceRow.Parent(parent.seq, parent.executionId, taskId));
    if (input != null) {
      transaction.setInput(row, input);
    }
    transaction.effect(row.loaded(List.of(firstDelivery(transaction, row, input))));
  }

  /** A new instance, in the place of one that has ended. */
  private static InstanceRow insert(
      Transaction transaction, String instanceId, String name, InstanceRow.@Nullable Parent parent)
      throws SQLException {
    String executionId = InstanceIds.random();
    Optional<InstanceRow> inserted = transaction.insert(instanceId, executionId, name, parent);
    if (inserted.isEmpty()) {
      InstanceRow existing = existing(transaction, instanceId);
      if (!existing.status.isTerminal()) {
        throw new InstanceExistsException(instanceId, existing.status);
      }
      transaction.delete(existing);
      inserted = transaction.insert(instanceId, executionId, name, parent);
    }
    return inserted.orElseThrow();
  }

  /** Tells the parts in memory what an instance is, of which they know nothing. */
  static boolean load(Transaction transaction, long instanceSeq) throws SQLException {
    Optional<InstanceRow> found = transaction.find(instanceSeq);
    if (found.isEmpty() || found.get().status.isTerminal()) {
      transaction.effect(new Effect.InstanceEnded(instanceSeq));
      return false;
    }
    InstanceRow row = found.get();
    List<Delivery> inbox = new ArrayList<>();
    if (!row.started) {
      inbox.add(firstDelivery(transaction, row, transaction.input(row)));
    }
    inbox.addAll(transaction.inbox(row));
    transaction.effect(row.loaded(inbox));
    return true;
  }

  /** Tells the parts in memory, which know nothing yet, of all that is pending. */
  static boolean recover(Transaction transaction) throws SQLException {
    Set<Long> ready = new LinkedHashSet<>(transaction.instancesWithInbox());
    List<Timer> timers = new ArrayList<>();
    List<Effect.OpenActivities> activities = new ArrayList<>();
    for (InstanceRow row : transaction.instancesThatGoOn()) {
      timers.addAll(row.open.timers(row.seq, row.executionId));
      if (row.open.hasActivities()) {
        activities.add(new Effect.OpenActivities(row.seq, row.executionId, row.open.activities()));
      }
      if (!row.started && row.open.startAt() == null) {
        ready.add(row.seq);
      }
    }
    transaction.effect(new Effect.HubRecovered(timers, activities, new ArrayList<>(ready)));
    return true;
  }

  /** What the first turn of a generation begins with; it can be made of the row at any time. */
  static Delivery firstDelivery(Transaction transaction, InstanceRow row, @Nullable String input)
      throws SQLException {
    ExecutionStartedEvent.Builder event =
        ExecutionStartedEvent.newBuilder()
            .setName(row.name)
            .setOrchestrationInstance(instance(row.instanceId, row.executionId));
    if (input != null) {
      event.setInput(Events.text(input));
    }
    if (row.parent != null) {
      event.setParentInstance(parent(transaction, row.parent));
    }
    return Delivery.inMemory(
        Events.at(transaction.now()).setExecutionStarted(event).build(), row.executionId);
  }

  private static ParentInstanceInfo parent(Transaction transaction, InstanceRow.Parent parent)
      throws SQLException {
    ParentInstanceInfo.Builder info =
        ParentInstanceInfo.newBuilder().setTaskScheduledId(parent.taskId());
    transaction
        .find(parent.seq())
        .ifPresent(
            row ->
                info.setName(Events.text(row.name))
                    .setOrchestrationInstance(instance(row.instanceId, parent.executionId())));
    return info.build();
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
      transaction.raise(row, eventName, input);
    }
  }

  static void suspend(Transaction transaction, String instanceId, @Nullable String reason)
      throws SQLException {
    InstanceRow row = existing(transaction, instanceId);
    if (!row.status.isTerminal() && row.status != RuntimeStatus.SUSPENDED) {
      row.status = RuntimeStatus.SUSPENDED;
      append(transaction, row, Events.executionSuspended(transaction.now(), reason));
      transaction.save(row);
      transaction.effect(new Effect.InstanceSuspended(row.seq));
    }
  }

  static void resume(Transaction transaction, String instanceId, @Nullable String reason)
      throws SQLException {
    InstanceRow row = existing(transaction, instanceId);
    if (row.status == RuntimeStatus.SUSPENDED) {
      row.status = row.turnAt == null ? RuntimeStatus.PENDING : RuntimeStatus.RUNNING;
      append(transaction, row, Events.executionResumed(transaction.now(), reason));
      transaction.save(row);
      transaction.effect(new Effect.InstanceResumed(row.seq));
    }
  }

  /** Tells in memory what an instance that goes on anew waits for. */
  static void restore(Transaction transaction, InstanceRow row, List<HistoryEvent> history) {
    List<Timer> timers = row.open.timers(row.seq, row.executionId);
    if (!timers.isEmpty()) {
      transaction.effect(new Effect.TimersSet(timers));
    }
    List<ActivityCall> calls = new ArrayList<>();
    for (HistoryEvent event : history) {
      if (event.hasTaskScheduled() && row.open.hasActivity(event.getEventId())) {
        calls.add(ActivityCall.of(row.instanceId, event));
      }
    }
    if (!calls.isEmpty()) {
      transaction.effect(new Effect.ActivitiesScheduled(row.seq, row.executionId, calls));
    }
  }

  private static void append(Transaction transaction, InstanceRow row, HistoryEvent event)
      throws SQLException {
    transaction.appendHistory(row, EventCodec.encode(List.of(event)));
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
    transaction.appendHistory(row, EventCodec.encode(events));
    transaction.dropPending(row);
    transaction.save(row);
    transaction.effect(new Effect.InstanceEnded(row.seq));
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
    if (parent.isPresent()
        && parent.get().isAlive(row.parent.executionId())
        && parent.get().open.hasChild(row.parent.taskId())) {
      transaction.deliver(parent.get(), outcomeForParent(transaction, row, row.parent.taskId()));
    }
  }

  /** What the parent of an instance that has ended is told. */
  static HistoryEvent outcomeForParent(Transaction transaction, InstanceRow row, int taskId) {
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

  static InstanceRow existing(Transaction transaction, String instanceId) throws SQLException {
    return transaction
        .find(instanceId)
        .orElseThrow(() -> new InstanceNotFoundException(instanceId));
  }

  /** Makes durable what activities came to, unless a turn has had it or the generation is over. */
  static boolean keep(Transaction transaction, long instanceSeq, List<Delivery> results)
      throws SQLException {
    Optional<InstanceRow> row = transaction.find(instanceSeq);
    if (row.isPresent() && !row.get().status.isTerminal()) {
      for (Delivery result : results) {
        if (result.isFor(row.get().executionId)) {
          transaction.keep(row.get(), result);
        }
      }
    }
    return true;
  }

  /** Shows in the status of a running instance why its turns cannot be run at present. */
  static boolean note(Transaction transaction, Turn turn, TaskFailureDetails failure)
      throws SQLException {
    Optional<InstanceRow> row = transaction.find(turn.instanceSeq());
    if (row.isPresent() && row.get().isAlive(turn.executionId())) {
      row.get().failure = failure;
      transaction.save(row.get());
    }
    return true;
  }
}
