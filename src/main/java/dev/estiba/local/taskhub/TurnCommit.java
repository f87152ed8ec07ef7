package dev.estiba.local.taskhub;

import com.google.protobuf.Timestamp;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteOrchestrationAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CreateSubOrchestrationAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.EventSentEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ScheduleTaskAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.SendEventAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.SubOrchestrationInstanceCreatedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskScheduledEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TimerCreatedEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what an orchestrator asked for in one turn, and never before, into one transition of the
 * store.
 */
final class TurnCommit implements Transition<TurnCommit.Result> {

  private static final Logger log = LoggerFactory.getLogger(TurnCommit.class);

  /**
   * @param batches of the history as it is now, or 0 when there is nothing to go on with
   * @param batch what came to the history, as stored
   * @param events what came to the history
   * @param answerable how many activities and children the instance waits for
   */
  record Result(int batches, byte[] batch, List<HistoryEvent> events, int answerable) {
    static final Result OVER = new Result(0, new byte[0], List.of(), 0);
  }

  private final Turn turn;
  private final OrchestratorResponse response;

  TurnCommit(Turn turn, OrchestratorResponse response) {
    this.turn = turn;
    this.response = response;
  }

  @Override
  public Result apply(Transaction transaction) throws SQLException {
    Optional<InstanceRow> found = transaction.find(turn.instanceSeq());
    if (found.isEmpty() || !found.get().isAlive(turn.executionId())) {
      return Result.OVER; // Terminated or purged while the orchestrator ran.
    }
    InstanceRow row = found.get();
    transaction.consume(row, turn.deliveries());
    row.open.startIsDue();
    row.started = true;
    row.turnAt = turn.startedAt();
    row.failure = null;
    row.customStatus = emptyToNull(response.getCustomStatus().getValue());
    List<HistoryEvent> events = turn.newEvents();
    for (OrchestratorAction action : response.getActionsList()) {
      if (action.hasCompleteOrchestration()) {
        // Whatever else was asked for in this turn will not be waited for: it does not start.
        sendEvents(transaction, row, events);
        complete(transaction, row, action.getCompleteOrchestration(), events);
        return Result.OVER;
      }
    }
    return goOn(transaction, row, events);
  }

  private Result goOn(Transaction transaction, InstanceRow row, List<HistoryEvent> events)
      throws SQLException {
    if (row.batches >= Schema.MAX_BATCHES - 2) {
      throw new IllegalStateException(
          "The history of "
              + row.instanceId
              + " is full after "
              + row.batches
              + " turns; let its orchestrator continue as new.");
    }
    List<Timer> timers = new ArrayList<>();
    List<ActivityCall> calls = new ArrayList<>();
    for (OrchestratorAction action : response.getActionsList()) {
      perform(transaction, row, action, events, timers, calls);
    }
    events.add(Events.orchestratorCompleted(turn.startedAt()));
    if (row.status == RuntimeStatus.PENDING) {
      row.status = RuntimeStatus.RUNNING;
    }
    byte[] batch = EventCodec.encode(events);
    transaction.appendHistory(row, batch);
    transaction.save(row);
    if (!timers.isEmpty()) {
      transaction.effect(new Effect.TimersSet(timers));
    }
    if (!calls.isEmpty()) {
      transaction.effect(new Effect.ActivitiesScheduled(row.seq, row.executionId, calls));
    }
    return new Result(row.batches, batch, events, row.open.answerable());
  }

  private void perform(
      Transaction transaction,
      InstanceRow row,
      OrchestratorAction action,
      List<HistoryEvent> events,
      List<Timer> timers,
      List<ActivityCall> calls)
      throws SQLException {
    int id = action.getId();
    HistoryEvent.Builder created = Events.at(turn.startedAt()).setEventId(id);
    switch (action.getOrchestratorActionTypeCase()) {
      case SCHEDULETASK -> {
        HistoryEvent scheduled =
            created.setTaskScheduled(taskScheduled(action.getScheduleTask())).build();
        events.add(scheduled);
        row.open.addActivity(id);
        calls.add(ActivityCall.of(row.instanceId, scheduled));
      }
      case CREATETIMER -> {
        Timestamp fireAt = action.getCreateTimer().getFireAt();
        events.add(
            created.setTimerCreated(TimerCreatedEvent.newBuilder().setFireAt(fireAt)).build());
        row.open.addTimer(id, Events.millis(fireAt));
        timers.add(new Timer(Events.millis(fireAt), row.seq, id, row.executionId));
      }
      case CREATESUBORCHESTRATION -> {
        CreateSubOrchestrationAction child = action.getCreateSubOrchestration();
        events.add(created.setSubOrchestrationInstanceCreated(childCreated(child)).build());
        row.open.addChild(id);
        startChild(transaction, row, id, child);
      }
      case SENDEVENT -> {
        events.add(eventSent(action));
        sendEvent(transaction, row, action.getSendEvent());
      }
      default ->
          throw new IllegalArgumentException(
              "The orchestrator '"
                  + row.name
                  + "' answered with an action that this task hub does not know: "
                  + action);
    }
  }

  private static TaskScheduledEvent taskScheduled(ScheduleTaskAction task) {
    TaskScheduledEvent.Builder event = TaskScheduledEvent.newBuilder().setName(task.getName());
    if (task.hasInput()) {
      event.setInput(task.getInput());
    }
    return event.build();
  }

  private static SubOrchestrationInstanceCreatedEvent childCreated(
      CreateSubOrchestrationAction child) {
    SubOrchestrationInstanceCreatedEvent.Builder event =
        SubOrchestrationInstanceCreatedEvent.newBuilder()
            .setInstanceId(child.getInstanceId())
            .setName(child.getName());
    if (child.hasInput()) {
      event.setInput(child.getInput());
    }
    return event.build();
  }

  /** A child that cannot start is a failed child. */
  private static void startChild(
      Transaction transaction, InstanceRow parent, int taskId, CreateSubOrchestrationAction child)
      throws SQLException {
    try {
      Lifecycle.startChild(
          transaction,
          parent,
          taskId,
          child.getInstanceId(),
          child.getName(),
          child.hasInput() ? child.getInput().getValue() : null);
    } catch (InstanceExistsException | IllegalArgumentException e) {
      transaction.deliver(parent, Events.childFailed(transaction.now(), taskId, Failures.of(e)));
    }
  }

  private void sendEvents(Transaction transaction, InstanceRow row, List<HistoryEvent> events)
      throws SQLException {
    for (OrchestratorAction action : response.getActionsList()) {
      if (action.hasSendEvent()) {
        events.add(eventSent(action));
        sendEvent(transaction, row, action.getSendEvent());
      }
    }
  }

  private HistoryEvent eventSent(OrchestratorAction action) {
    SendEventAction send = action.getSendEvent();
    EventSentEvent.Builder event =
        EventSentEvent.newBuilder()
            .setInstanceId(send.getInstance().getInstanceId())
            .setName(send.getName());
    if (send.hasData()) {
      event.setInput(send.getData());
    }
    return Events.at(turn.startedAt()).setEventId(action.getId()).setEventSent(event).build();
  }

  private static void sendEvent(Transaction transaction, InstanceRow sender, SendEventAction send)
      throws SQLException {
    String targetId = send.getInstance().getInstanceId();
    Optional<InstanceRow> target =
        targetId.equals(sender.instanceId) ? Optional.of(sender) : transaction.find(targetId);
    if (target.isEmpty() || target.get().status.isTerminal()) {
      log.warn(
          "{} sent the event '{}' to {}, which is not running: dropped",
          sender.instanceId,
          send.getName(),
          targetId);
      return;
    }
    transaction.raise(
        target.get(), send.getName(), send.hasData() ? send.getData().getValue() : null);
  }

  private void complete(
      Transaction transaction,
      InstanceRow row,
      CompleteOrchestrationAction complete,
      List<HistoryEvent> events)
      throws SQLException {
    switch (complete.getOrchestrationStatus()) {
      case ORCHESTRATION_STATUS_CONTINUED_AS_NEW -> continueAsNew(transaction, row, complete);
      case ORCHESTRATION_STATUS_COMPLETED -> {
        row.output = result(complete);
        Lifecycle.end(transaction, row, RuntimeStatus.COMPLETED, events);
      }
      default -> {
        row.failure = complete.getFailureDetails();
        Lifecycle.end(transaction, row, RuntimeStatus.FAILED, events);
      }
    }
  }

  /**
   * Begins a new generation: a new execution id, so that what still comes for the old one is
   * dropped; no history; and in the inbox the events that the old generation had left, then those
   * that came while it ran.
   */
  private void continueAsNew(
      Transaction transaction, InstanceRow row, CompleteOrchestrationAction complete)
      throws SQLException {
    List<HistoryEvent> remaining = new ArrayList<>(complete.getCarryoverEventsList());
    transaction.inbox(row).stream()
        .map(Delivery::event)
        .filter(HistoryEvent::hasEventRaised)
        .forEach(remaining::add);
    transaction.dropPending(row);
    transaction.dropHistory(row);
    row.executionId = InstanceIds.random();
    row.started = false;
    if (row.status == RuntimeStatus.PENDING) {
      row.status = RuntimeStatus.RUNNING;
    }
    transaction.setInput(row, result(complete));
    List<Delivery> inbox = new ArrayList<>();
    inbox.add(Lifecycle.firstDelivery(transaction, row, result(complete)));
    inbox.addAll(transaction.fill(row, remaining));
    transaction.save(row);
    transaction.effect(row.loaded(inbox));
  }

  private static @Nullable String result(CompleteOrchestrationAction complete) {
    return complete.hasResult() ? complete.getResult().getValue() : null;
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
