package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a failed instance back to before its failure, and has it go on from there.
 *
 * <p>Its last turn is undone, and so are the failures that came since the orchestrator last asked
 * for something: those activities run again, and those children are rewound too, or started anew
 * where that is impossible. Failures that it dealt with before stay.
 */
final class Rewind {

  private final Transaction transaction;
  private final InstanceRow row;
  private final @Nullable String reason;

  /** The ids of what failed since the orchestrator last asked for something. */
  private final Set<Integer> undone = new HashSet<>();

  /** Those of them that the orchestrator is to ask for again. */
  private final Set<Integer> repeated = new HashSet<>();

  private Rewind(Transaction transaction, InstanceRow row, @Nullable String reason) {
    this.transaction = transaction;
    this.row = row;
    this.reason = reason;
  }

  /**
   * @throws InstanceNotFoundException if there is no such instance
   * @throws IllegalStateException if it has not failed
   */
  static void rewind(Transaction transaction, String instanceId, @Nullable String reason)
      throws SQLException {
    InstanceRow row = Lifecycle.existing(transaction, instanceId);
    if (row.status != RuntimeStatus.FAILED) {
      throw new IllegalStateException(
          "Only a failed instance can be rewound; '"
              + instanceId
              + "' is "
              + row.status.displayName()
              + ".");
    }
    new Rewind(transaction, row, reason).apply();
  }

  private void apply() throws SQLException {
    List<HistoryEvent> events = transaction.history(row);
    int lastTurn = lastIndex(events, HistoryEvent::hasOrchestratorStarted);
    undoFailures(events, lastTurn);
    List<HistoryEvent> history = new ArrayList<>();
    List<HistoryEvent> inbox = new ArrayList<>();
    inbox.add(Events.rewound(transaction.now(), reason));
    for (int i = 0; i < events.size(); i++) {
      HistoryEvent event = events.get(i);
      if (i < lastTurn && !isUndone(event)) {
        history.add(event);
      } else if (i >= lastTurn && isNews(event) && !isUndone(event)) {
        inbox.add(event);
      }
    }
    row.started = history.stream().anyMatch(HistoryEvent::hasExecutionStarted);
    row.open = OpenWork.after(history);
    inbox.forEach(row.open::answeredBy);
    inbox.addAll(outcomesOfChildren(history));
    goOn(history, inbox);
  }

  private void goOn(List<HistoryEvent> history, List<HistoryEvent> inbox) throws SQLException {
    transaction.dropHistory(row);
    if (!history.isEmpty()) {
      transaction.appendHistory(row, EventCodec.encode(history));
    }
    row.status = RuntimeStatus.RUNNING;
    row.failure = null;
    row.output = null;
    List<Delivery> deliveries = new ArrayList<>();
    if (!row.started) {
      deliveries.add(Lifecycle.firstDelivery(transaction, row, transaction.input(row)));
    }
    deliveries.addAll(transaction.fill(row, inbox));
    Lifecycle.restore(transaction, row, history);
    // Answered, but not yet had in a turn: open until then.
    row.open = OpenWork.after(history);
    transaction.save(row);
    transaction.effect(row.loaded(deliveries));
  }

  /** What the last turn asked for does not count: it is undone, and an event sent stays sent. */
  private void undoFailures(List<HistoryEvent> events, int lastTurn) throws SQLException {
    int lastAsked = lastIndex(events.subList(0, lastTurn), event -> Asked.in(event) != null);
    Map<Integer, String> children = children(events);
    for (HistoryEvent event : events.subList(lastAsked + 1, events.size())) {
      Integer id = Events.answers(event);
      if (id != null && event.hasTaskFailed()) {
        undone.add(id);
        repeated.add(id);
      } else if (id != null && event.hasSubOrchestrationInstanceFailed()) {
        undone.add(id);
        if (!goesOn(children.get(id), id)) {
          repeated.add(id);
        }
      }
    }
  }

  private static Map<Integer, String> children(List<HistoryEvent> events) {
    Map<Integer, String> children = new HashMap<>();
    for (HistoryEvent event : events) {
      if (event.hasSubOrchestrationInstanceCreated()) {
        children.put(
            event.getEventId(), event.getSubOrchestrationInstanceCreated().getInstanceId());
      }
    }
    return children;
  }

  /** Rewinds a child that has failed, unless that has been done; false if it has to start anew. */
  private boolean goesOn(@Nullable String instanceId, int taskId) throws SQLException {
    Optional<InstanceRow> child =
        instanceId == null ? Optional.empty() : transaction.find(instanceId);
    if (child.isEmpty()
        || !isMine(child.get(), taskId)
        || child.get().status == RuntimeStatus.TERMINATED) {
      return false;
    }
    if (child.get().status == RuntimeStatus.FAILED) {
      new Rewind(transaction, child.get(), reason).apply();
    }
    return true;
  }

  private boolean isMine(InstanceRow child, int taskId) {
    return new InstanceRow.Parent(row.seq, row.executionId, taskId).equals(child.parent);
  }

  /** A failure that is undone, or what had been asked for then. */
  private boolean isUndone(HistoryEvent event) {
    if (event.hasExecutionCompleted()) {
      return true;
    }
    boolean isFailure = event.hasTaskFailed() || event.hasSubOrchestrationInstanceFailed();
    return isFailure && undone.contains(Events.answers(event))
        || Events.isAsked(event) && repeated.contains(event.getEventId());
  }

  /** A timer that had fired fires again: it is open, and would do so after a crash in any case. */
  private static boolean isNews(HistoryEvent event) {
    return Events.answers(event) != null && !event.hasTimerFired() || event.hasEventRaised();
  }

  /** What became, while this instance had failed, of the children that it still waits for. */
  private List<HistoryEvent> outcomesOfChildren(List<HistoryEvent> history) throws SQLException {
    List<HistoryEvent> outcomes = new ArrayList<>();
    for (Map.Entry<Integer, String> child : children(history).entrySet()) {
      if (row.open.hasChild(child.getKey())) {
        Optional<InstanceRow> found = transaction.find(child.getValue());
        if (found.isPresent()
            && isMine(found.get(), child.getKey())
            && found.get().status.isTerminal()) {
          outcomes.add(Lifecycle.outcomeForParent(transaction, found.get(), child.getKey()));
        }
      }
    }
    return outcomes;
  }

  private static int lastIndex(
      List<HistoryEvent> events, java.util.function.Predicate<HistoryEvent> condition) {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (condition.test(events.get(i))) {
        return i;
      }
    }
    return -1;
  }
}
