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
    Set<Integer> undone = failedSinceLastAsked(events);
    Set<Integer> repeated = repeated(events, undone);
    int lastTurn = lastIndex(events, HistoryEvent::hasOrchestratorStarted);
    List<HistoryEvent> history = new ArrayList<>();
    List<HistoryEvent> inbox = new ArrayList<>();
    inbox.add(Events.rewound(transaction.now(), reason));
    for (int i = 0; i < events.size(); i++) {
      HistoryEvent event = events.get(i);
      if (i < lastTurn && !isUndone(event, undone, repeated)) {
        history.add(event);
      } else if (i >= lastTurn && isNews(event) && !isUndone(event, undone, repeated)) {
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

  /** The ids of what failed since the orchestrator last asked for something. */
  private static Set<Integer> failedSinceLastAsked(List<HistoryEvent> events) {
    int lastAsked = lastIndex(events, event -> Asked.in(event) != null);
    Set<Integer> failed = new HashSet<>();
    for (HistoryEvent event : events.subList(lastAsked + 1, events.size())) {
      if (isFailure(event)) {
        failed.add(Events.answers(event));
      }
    }
    return failed;
  }

  private static boolean isFailure(HistoryEvent event) {
    return event.hasTaskFailed() || event.hasSubOrchestrationInstanceFailed();
  }

  /** Those that are asked for anew: activities, and children that cannot be rewound. */
  private Set<Integer> repeated(List<HistoryEvent> events, Set<Integer> failed)
      throws SQLException {
    Map<Integer, String> children = children(events);
    Set<Integer> repeated = new HashSet<>();
    for (int id : failed) {
      if (!rewindChild(children.get(id))) {
        repeated.add(id);
      }
    }
    return repeated;
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

  private boolean rewindChild(@Nullable String instanceId) throws SQLException {
    Optional<InstanceRow> child =
        instanceId == null ? Optional.empty() : transaction.find(instanceId);
    if (child.isEmpty() || !isMine(child.get()) || child.get().status != RuntimeStatus.FAILED) {
      return false;
    }
    new Rewind(transaction, child.get(), reason).apply();
    return true;
  }

  private boolean isMine(InstanceRow child) {
    return child.parent != null && child.parent.seq() == row.seq;
  }

  /** How it ended, a failure that is undone, or what had been asked for and is asked for anew. */
  private static boolean isUndone(HistoryEvent event, Set<Integer> undone, Set<Integer> repeated) {
    return event.hasExecutionCompleted()
        || isFailure(event) && undone.contains(Events.answers(event))
        || Events.isAsked(event) && repeated.contains(event.getEventId());
  }

  private static boolean isNews(HistoryEvent event) {
    return Events.answers(event) != null || event.hasEventRaised();
  }

  /** What became, while this instance had failed, of the children that it still waits for. */
  private List<HistoryEvent> outcomesOfChildren(List<HistoryEvent> history) throws SQLException {
    List<HistoryEvent> outcomes = new ArrayList<>();
    for (Map.Entry<Integer, String> child : children(history).entrySet()) {
      if (row.open.hasChild(child.getKey())) {
        Optional<InstanceRow> found = transaction.find(child.getValue());
        if (found.isPresent() && isMine(found.get()) && found.get().status.isTerminal()) {
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
