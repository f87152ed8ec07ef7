package dev.estiba.local.taskhub;

import com.google.protobuf.StringValue;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteOrchestrationAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ExecutionCompletedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ExecutionStartedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds a history of the past against the orchestrators of today: whether instances that are under
 * way would survive a change of the code. Each turn is run over what was before it, and has to ask
 * for what it asked for then, and end as it ended.
 */
public final class HistoryReplayer {

  private final WorkExecutor executor;

  public HistoryReplayer(WorkExecutor executor) {
    this.executor = executor;
  }

  /**
   * The first difference, or nothing if the code does as the history says.
   *
   * @param history of one generation, from its start
   * @throws IllegalArgumentException if the history has no start or nobody runs its orchestrator
   */
  public Optional<String> difference(List<HistoryEvent> history) throws Exception {
    ExecutionStartedEvent start = start(history);
    if (!executor.hasOrchestrator(start.getName())) {
      throw new IllegalArgumentException(
          "There is no orchestrator named '" + start.getName() + "' in this program.");
    }
    History past = new History();
    int from = 0;
    while (from < history.size()) {
      int to = nextTurn(history, from + 1);
      List<HistoryEvent> events = history.subList(from, to);
      Optional<String> difference = difference(turn(start, past, events), events, from);
      if (difference.isPresent()) {
        return difference;
      }
      past.append(EventCodec.encode(events), events);
      from = to;
    }
    return Optional.empty();
  }

  private static ExecutionStartedEvent start(List<HistoryEvent> history) {
    return history.stream()
        .filter(HistoryEvent::hasExecutionStarted)
        .map(HistoryEvent::getExecutionStarted)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("The history has no ExecutionStarted."));
  }

  private static int nextTurn(List<HistoryEvent> history, int from) {
    int next = from;
    while (next < history.size() && !history.get(next).hasOrchestratorStarted()) {
      next++;
    }
    return next;
  }

  private static Turn turn(ExecutionStartedEvent start, History past, List<HistoryEvent> events) {
    String executionId = start.getOrchestrationInstance().getExecutionId().getValue();
    List<Delivery> deliveries = new ArrayList<>();
    for (HistoryEvent event : events) {
      if (isDelivery(event)) {
        deliveries.add(Delivery.inMemory(event, executionId));
      }
    }
    return new Turn(
        0,
        start.getOrchestrationInstance().getInstanceId(),
        executionId,
        start.getName(),
        Events.millis(events.get(0).getTimestamp()),
        past,
        deliveries,
        1);
  }

  private static boolean isDelivery(HistoryEvent event) {
    return Events.answers(event) != null || event.hasEventRaised() || event.hasExecutionStarted();
  }

  private Optional<String> difference(Turn turn, List<HistoryEvent> events, int from)
      throws Exception {
    OrchestratorResponse response =
        OrchestratorResponse.parseFrom(executor.runOrchestrator(turn.name(), turn.request()));
    Optional<TaskFailureDetails> violation = Determinism.violation(turn, response);
    if (violation.isPresent()) {
      return violation.map(TaskFailureDetails::getErrorMessage);
    }
    List<OrchestratorAction> asked =
        new ArrayList<>(Determinism.fresh(turn, response).getActionsList());
    @Nullable CompleteOrchestrationAction end = takeEnd(asked);
    for (int i = 0; i < events.size(); i++) {
      HistoryEvent event = events.get(i);
      Asked recorded = Asked.in(event);
      if (recorded != null && !takes(asked, event.getEventId(), recorded)) {
        return Optional.of(
            at(turn, from + i)
                + " records "
                + recorded
                + ", and the code asks for "
                + describe(asked)
                + " instead.");
      }
      if (event.hasExecutionCompleted() && !isSame(event.getExecutionCompleted(), end)) {
        return Optional.of(
            at(turn, from + i)
                + " records how it ended: the code "
                + (end == null ? "does not end there." : "ends differently: " + end));
      }
    }
    boolean endsHere = events.stream().anyMatch(HistoryEvent::hasExecutionCompleted);
    return endsHere || asked.isEmpty() && end == null
        ? Optional.empty()
        : Optional.of(
            at(turn, from)
                + " begins a turn in which the code asks for more: "
                + (asked.isEmpty() ? "its end" : describe(asked))
                + ".");
  }

  private static String describe(List<OrchestratorAction> actions) {
    return actions.isEmpty()
        ? "nothing"
        : actions.stream()
            .map(action -> Asked.in(action) + " (#" + action.getId() + ")")
            .collect(Collectors.joining(", "));
  }

  private static String at(Turn turn, int index) {
    return "Event " + index + " of the history of '" + turn.name() + "'";
  }

  private static @Nullable CompleteOrchestrationAction takeEnd(List<OrchestratorAction> actions) {
    for (OrchestratorAction action : actions) {
      if (action.hasCompleteOrchestration()) {
        actions.remove(action);
        return action.getCompleteOrchestration();
      }
    }
    return null;
  }

  private static boolean takes(List<OrchestratorAction> actions, int id, Asked recorded) {
    return actions.removeIf(action -> action.getId() == id && recorded.equals(Asked.in(action)));
  }

  private static boolean isSame(
      ExecutionCompletedEvent recorded, @Nullable CompleteOrchestrationAction end) {
    return end != null
        && recorded.getOrchestrationStatus() == end.getOrchestrationStatus()
        && text(recorded.hasResult(), recorded.getResult())
            .equals(text(end.hasResult(), end.getResult()))
        && Objects.equals(
            recorded.getFailureDetails().getErrorType(), end.getFailureDetails().getErrorType());
  }

  private static Optional<String> text(boolean present, StringValue value) {
    return present ? Optional.of(value.getValue()) : Optional.empty();
  }
}
