package dev.estiba.local.functionhost.durable;

import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import dev.estiba.local.functionhost.web.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The history as the durable HTTP API writes it. What scheduled an activity or a sub-orchestration
 * is folded into its completion, and visible only while that is missing.
 */
record HistoryJson(boolean showInput, boolean showOutput) {

  /** A scheduling event that may still be folded away. */
  private record Scheduled(String name, String time, Map<String, Object> json) {}

  List<Map<String, Object>> of(List<HistoryEvent> history) {
    List<Map<String, Object>> events = new ArrayList<>();
    Map<Integer, Scheduled> scheduled = new HashMap<>();
    for (HistoryEvent event : history) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("EventType", typeName(event.getEventTypeCase()));
      json.put("Timestamp", time(event.getTimestamp()));
      if (describe(event, json, scheduled, events)) {
        events.add(json);
      }
    }
    return events;
  }

  /** Adds what the event's type has to say; false if the event is not shown. */
  private boolean describe(
      HistoryEvent event,
      Map<String, Object> json,
      Map<Integer, Scheduled> scheduled,
      List<Map<String, Object>> events) {
    switch (event.getEventTypeCase()) {
      case ORCHESTRATORSTARTED, ORCHESTRATORCOMPLETED, EVENTTYPE_NOT_SET -> {
        return false;
      }
      case TASKSCHEDULED -> {
        schedule(event, event.getTaskScheduled().getName(), json, scheduled);
        input(json, event.getTaskScheduled().getInput());
      }
      case SUBORCHESTRATIONINSTANCECREATED -> {
        schedule(event, event.getSubOrchestrationInstanceCreated().getName(), json, scheduled);
        input(json, event.getSubOrchestrationInstanceCreated().getInput());
      }
      case TASKCOMPLETED -> {
        fold(event.getTaskCompleted().getTaskScheduledId(), json, scheduled, events);
        result(json, event.getTaskCompleted().getResult());
      }
      case SUBORCHESTRATIONINSTANCECOMPLETED -> {
        fold(
            event.getSubOrchestrationInstanceCompleted().getTaskScheduledId(),
            json,
            scheduled,
            events);
        result(json, event.getSubOrchestrationInstanceCompleted().getResult());
      }
      case TASKFAILED -> {
        fold(event.getTaskFailed().getTaskScheduledId(), json, scheduled, events);
        failure(json, event.getTaskFailed().getFailureDetails());
      }
      case SUBORCHESTRATIONINSTANCEFAILED -> {
        fold(
            event.getSubOrchestrationInstanceFailed().getTaskScheduledId(),
            json,
            scheduled,
            events);
        failure(json, event.getSubOrchestrationInstanceFailed().getFailureDetails());
      }
      default -> describeSimple(event, json);
    }
    return true;
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
      case GENERICEVENT -> json.put("Data", event.getGenericEvent().getData());
      default -> {}
    }
  }

  private static void schedule(
      HistoryEvent event,
      String name,
      Map<String, Object> json,
      Map<Integer, Scheduled> scheduled) {
    json.put("FunctionName", name);
    scheduled.put(event.getEventId(), new Scheduled(name, time(event.getTimestamp()), json));
  }

  private static void fold(
      int scheduledId,
      Map<String, Object> json,
      Map<Integer, Scheduled> scheduled,
      List<Map<String, Object>> events) {
    Scheduled origin = scheduled.remove(scheduledId);
    if (origin != null) {
      events.removeIf(shown -> shown == origin.json());
      json.put("ScheduledTime", origin.time());
      json.put("FunctionName", origin.name());
    }
  }

  private void input(Map<String, Object> json, StringValue input) {
    if (showInput) {
      put(json, "Input", input);
    }
  }

  private void result(Map<String, Object> json, StringValue result) {
    if (showOutput) {
      put(json, "Result", result);
    }
  }

  private static void put(Map<String, Object> json, String key, StringValue value) {
    @Nullable Object embedded = Json.embed(value.getValue());
    if (embedded != null && !value.getValue().isEmpty()) {
      json.put(key, embedded);
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
