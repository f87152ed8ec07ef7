package dev.estiba.local.functionhost.durable;

import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import dev.estiba.local.functionhost.web.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The history as the durable HTTP API writes it. What scheduled an activity or a sub-orchestration
 * is folded into its completion, and visible only while that is missing. Inputs are JSON in a
 * string, as they are stored; results are JSON.
 */
final class HistoryJson {

  private final boolean showInput;
  private final boolean showOutput;

  private final List<Map<String, Object>> all = new ArrayList<>();

  /** The positions of those that were folded into a later one. */
  private final BitSet folded = new BitSet();

  private final Map<Integer, Scheduled> scheduled = new HashMap<>();

  /** A scheduling event that may still be folded away. */
  private record Scheduled(String name, StringValue input, String time, int position) {}

  private HistoryJson(boolean showInput, boolean showOutput) {
    this.showInput = showInput;
    this.showOutput = showOutput;
  }

  static List<Map<String, Object>> of(
      List<HistoryEvent> history, boolean showInput, boolean showOutput) {
    HistoryJson json = new HistoryJson(showInput, showOutput);
    history.forEach(json::add);
    return json.shown();
  }

  private List<Map<String, Object>> shown() {
    List<Map<String, Object>> shown = new ArrayList<>(all.size());
    for (int i = folded.nextClearBit(0); i < all.size(); i = folded.nextClearBit(i + 1)) {
      shown.add(all.get(i));
    }
    return shown;
  }

  private void add(HistoryEvent event) {
    EventTypeCase type = event.getEventTypeCase();
    switch (type) {
      case ORCHESTRATORSTARTED, ORCHESTRATORCOMPLETED, EVENTTYPE_NOT_SET -> {
        return;
      }
      default -> {}
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("EventType", typeName(type));
    json.put("Timestamp", time(event.getTimestamp()));
    describe(event, json);
    all.add(json);
  }

  private void describe(HistoryEvent event, Map<String, Object> json) {
    switch (event.getEventTypeCase()) {
      case TASKSCHEDULED ->
          schedule(
              event, event.getTaskScheduled().getName(), event.getTaskScheduled().getInput(), json);
      case SUBORCHESTRATIONINSTANCECREATED -> {
        json.put("InstanceId", event.getSubOrchestrationInstanceCreated().getInstanceId());
        schedule(
            event,
            event.getSubOrchestrationInstanceCreated().getName(),
            event.getSubOrchestrationInstanceCreated().getInput(),
            json);
      }
      case TASKCOMPLETED -> {
        fold(event.getTaskCompleted().getTaskScheduledId(), json);
        result(json, event.getTaskCompleted().getResult());
      }
      case SUBORCHESTRATIONINSTANCECOMPLETED -> {
        fold(event.getSubOrchestrationInstanceCompleted().getTaskScheduledId(), json);
        result(json, event.getSubOrchestrationInstanceCompleted().getResult());
      }
      case TASKFAILED -> {
        fold(event.getTaskFailed().getTaskScheduledId(), json);
        failure(json, event.getTaskFailed().getFailureDetails());
      }
      case SUBORCHESTRATIONINSTANCEFAILED -> {
        fold(event.getSubOrchestrationInstanceFailed().getTaskScheduledId(), json);
        failure(json, event.getSubOrchestrationInstanceFailed().getFailureDetails());
      }
      default -> describeSimple(event, json);
    }
  }

  private void describeSimple(HistoryEvent event, Map<String, Object> json) {
    switch (event.getEventTypeCase()) {
      case EXECUTIONSTARTED -> {
        json.put("FunctionName", event.getExecutionStarted().getName());
        input(json, event.getExecutionStarted().getInput());
      }
      case EXECUTIONCOMPLETED -> {
        json.put(
            "OrchestrationStatus",
            status(event.getExecutionCompleted().getOrchestrationStatus().name()));
        result(json, event.getExecutionCompleted().getResult());
      }
      case EXECUTIONTERMINATED -> input(json, event.getExecutionTerminated().getInput());
      case EXECUTIONSUSPENDED ->
          json.put("Reason", event.getExecutionSuspended().getInput().getValue());
      case EXECUTIONRESUMED ->
          json.put("Reason", event.getExecutionResumed().getInput().getValue());
      case TIMERCREATED -> json.put("FireAt", time(event.getTimerCreated().getFireAt()));
      case TIMERFIRED -> json.put("FireAt", time(event.getTimerFired().getFireAt()));
      case EVENTRAISED -> {
        json.put("Name", event.getEventRaised().getName());
        input(json, event.getEventRaised().getInput());
      }
      case EVENTSENT -> {
        json.put("InstanceId", event.getEventSent().getInstanceId());
        json.put("Name", event.getEventSent().getName());
        input(json, event.getEventSent().getInput());
      }
      case GENERICEVENT -> json.put("Data", event.getGenericEvent().getData());
      default -> {}
    }
  }

  private void schedule(
      HistoryEvent event, String name, StringValue input, Map<String, Object> json) {
    json.put("Name", name);
    input(json, input);
    scheduled.put(
        event.getEventId(), new Scheduled(name, input, time(event.getTimestamp()), all.size()));
  }

  private void fold(int scheduledId, Map<String, Object> json) {
    Scheduled origin = scheduled.remove(scheduledId);
    if (origin != null) {
      folded.set(origin.position());
      json.put("ScheduledTime", origin.time());
      json.put("FunctionName", origin.name());
      input(json, origin.input());
    }
  }

  private void input(Map<String, Object> json, StringValue input) {
    if (showInput && !input.getValue().isEmpty()) {
      json.put("Input", input.getValue());
    }
  }

  private void result(Map<String, Object> json, StringValue result) {
    @Nullable Object embedded = showOutput ? Json.embed(result.getValue()) : null;
    if (embedded != null && !result.getValue().isEmpty()) {
      json.put("Result", embedded);
    }
  }

  private static void failure(Map<String, Object> json, TaskFailureDetails details) {
    json.put("Reason", details.getErrorMessage());
    json.put("Details", details.getErrorType() + ": " + details.getErrorMessage());
  }

  /** {@code ORCHESTRATION_STATUS_COMPLETED} is written {@code Completed}. */
  private static String status(String protoName) {
    String name = protoName.replace("ORCHESTRATION_STATUS_", "").toLowerCase(Locale.ROOT);
    return camel(name);
  }

  private static String typeName(EventTypeCase type) {
    return switch (type) {
      case EXECUTIONSTARTED -> "ExecutionStarted";
      case EXECUTIONCOMPLETED -> "ExecutionCompleted";
      case EXECUTIONTERMINATED -> "ExecutionTerminated";
      case EXECUTIONSUSPENDED -> "ExecutionSuspended";
      case EXECUTIONRESUMED -> "ExecutionResumed";
      case TASKSCHEDULED -> "TaskScheduled";
      case TASKCOMPLETED -> "TaskCompleted";
      case TASKFAILED -> "TaskFailed";
      case SUBORCHESTRATIONINSTANCECREATED -> "SubOrchestrationInstanceCreated";
      case SUBORCHESTRATIONINSTANCECOMPLETED -> "SubOrchestrationInstanceCompleted";
      case SUBORCHESTRATIONINSTANCEFAILED -> "SubOrchestrationInstanceFailed";
      case TIMERCREATED -> "TimerCreated";
      case TIMERFIRED -> "TimerFired";
      case EVENTRAISED -> "EventRaised";
      case EVENTSENT -> "EventSent";
      case GENERICEVENT -> "GenericEvent";
      case HISTORYSTATE -> "HistoryState";
      case CONTINUEASNEW -> "ContinueAsNew";
      default -> camel(type.name().toLowerCase(Locale.ROOT));
    };
  }

  private static String camel(String words) {
    StringBuilder camel = new StringBuilder();
    for (String word : words.split("_", -1)) {
      camel.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return camel.toString();
  }

  private static String time(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).toString();
  }
}
