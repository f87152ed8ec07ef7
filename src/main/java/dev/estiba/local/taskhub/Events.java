package dev.estiba.local.taskhub;

import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.EventRaisedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ExecutionResumedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ExecutionSuspendedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ExecutionTerminatedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.GenericEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorCompletedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorStartedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.SubOrchestrationInstanceCompletedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.SubOrchestrationInstanceFailedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskCompletedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TimerFiredEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** History events: how they are made, and which of them the SDK can replay. */
final class Events {

  /** The id of events that answer nothing and that nothing answers. */
  private static final int NO_ID = -1;

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private Events() {}

  static HistoryEvent.Builder at(long time) {
    return HistoryEvent.newBuilder().setEventId(NO_ID).setTimestamp(timestamp(time));
  }

  static Timestamp timestamp(long time) {
    return Timestamp.newBuilder()
        .setSeconds(Math.floorDiv(time, 1000L))
        .setNanos((int) Math.floorMod(time, 1000L) * 1_000_000)
        .build();
  }

  /** Times that no timestamp of protobuf can be, before the year 1 or after 9999, at its limit. */
  static long millis(Instant time) {
    return time.isBefore(EARLIEST)
        ? EARLIEST.toEpochMilli()
        : time.isAfter(LATEST) ? LATEST.toEpochMilli() : time.toEpochMilli();
  }

  static long millis(Timestamp timestamp) {
    return timestamp.getSeconds() * 1000 + timestamp.getNanos() / 1_000_000;
  }

  /** What protobuf wants for a string that may be missing: no value rather than null. */
  static StringValue text(String value) {
    return StringValue.of(value);
  }

  static HistoryEvent orchestratorStarted(long time) {
    return at(time).setOrchestratorStarted(OrchestratorStartedEvent.getDefaultInstance()).build();
  }

  static HistoryEvent orchestratorCompleted(long time) {
    return at(time)
        .setOrchestratorCompleted(OrchestratorCompletedEvent.getDefaultInstance())
        .build();
  }

  static HistoryEvent executionTerminated(long time, @Nullable String reason) {
    ExecutionTerminatedEvent.Builder event = ExecutionTerminatedEvent.newBuilder();
    if (reason != null) {
      event.setInput(text(reason));
    }
    return at(time).setExecutionTerminated(event).build();
  }

  static HistoryEvent executionSuspended(long time, @Nullable String reason) {
    ExecutionSuspendedEvent.Builder event = ExecutionSuspendedEvent.newBuilder();
    if (reason != null) {
      event.setInput(text(reason));
    }
    return at(time).setExecutionSuspended(event).build();
  }

  static HistoryEvent executionResumed(long time, @Nullable String reason) {
    ExecutionResumedEvent.Builder event = ExecutionResumedEvent.newBuilder();
    if (reason != null) {
      event.setInput(text(reason));
    }
    return at(time).setExecutionResumed(event).build();
  }

  /** {@code number} tells events of one instance apart that are alike in everything else. */
  static HistoryEvent eventRaised(long time, int number, String name, @Nullable String input) {
    EventRaisedEvent.Builder event = EventRaisedEvent.newBuilder().setName(name);
    if (input != null) {
      event.setInput(text(input));
    }
    return at(time).setEventId(number).setEventRaised(event).build();
  }

  static HistoryEvent timerFired(long time, Timer timer) {
    return at(time)
        .setTimerFired(
            TimerFiredEvent.newBuilder()
                .setFireAt(timestamp(timer.fireAt()))
                .setTimerId(timer.timerId()))
        .build();
  }

  static HistoryEvent taskCompleted(long time, int taskId, @Nullable String result) {
    TaskCompletedEvent.Builder event = TaskCompletedEvent.newBuilder().setTaskScheduledId(taskId);
    if (result != null) {
      event.setResult(text(result));
    }
    return at(time).setTaskCompleted(event).build();
  }

  static HistoryEvent taskFailed(long time, int taskId, TaskFailureDetails failure) {
    return at(time)
        .setTaskFailed(
            TaskFailedEvent.newBuilder().setTaskScheduledId(taskId).setFailureDetails(failure))
        .build();
  }

  static HistoryEvent childCompleted(long time, int taskId, @Nullable String result) {
    SubOrchestrationInstanceCompletedEvent.Builder event =
        SubOrchestrationInstanceCompletedEvent.newBuilder().setTaskScheduledId(taskId);
    if (result != null) {
      event.setResult(text(result));
    }
    return at(time).setSubOrchestrationInstanceCompleted(event).build();
  }

  static HistoryEvent childFailed(long time, int taskId, TaskFailureDetails failure) {
    return at(time)
        .setSubOrchestrationInstanceFailed(
            SubOrchestrationInstanceFailedEvent.newBuilder()
                .setTaskScheduledId(taskId)
                .setFailureDetails(failure))
        .build();
  }

  /** Says in the history that it was rewound, and why. */
  static HistoryEvent rewound(long time, @Nullable String reason) {
    return at(time)
        .setGenericEvent(
            GenericEvent.newBuilder().setData(reason == null ? "Rewound" : "Rewound: " + reason))
        .build();
  }

  /** Whether the event records something that the orchestrator asked for, and the SDK knows it. */
  static boolean isAsked(HistoryEvent event) {
    return switch (event.getEventTypeCase()) {
      case TASKSCHEDULED, SUBORCHESTRATIONINSTANCECREATED, TIMERCREATED -> true;
      default -> false;
    };
  }

  /** The id of the action that the event answers, or null if it answers none. */
  static @Nullable Integer answers(HistoryEvent event) {
    return switch (event.getEventTypeCase()) {
      case TASKCOMPLETED -> event.getTaskCompleted().getTaskScheduledId();
      case TASKFAILED -> event.getTaskFailed().getTaskScheduledId();
      case TIMERFIRED -> event.getTimerFired().getTimerId();
      case SUBORCHESTRATIONINSTANCECOMPLETED ->
          event.getSubOrchestrationInstanceCompleted().getTaskScheduledId();
      case SUBORCHESTRATIONINSTANCEFAILED ->
          event.getSubOrchestrationInstanceFailed().getTaskScheduledId();
      default -> null;
    };
  }

  /** Whether the SDK can handle the event; of any other it says that it does not know it. */
  static boolean isReplayable(HistoryEvent event) {
    return switch (event.getEventTypeCase()) {
      case EXECUTIONSTARTED,
          TASKSCHEDULED,
          TASKCOMPLETED,
          TASKFAILED,
          SUBORCHESTRATIONINSTANCECREATED,
          SUBORCHESTRATIONINSTANCECOMPLETED,
          SUBORCHESTRATIONINSTANCEFAILED,
          TIMERCREATED,
          TIMERFIRED,
          ORCHESTRATORSTARTED,
          ORCHESTRATORCOMPLETED,
          EVENTRAISED ->
          true;
      // The hub suspends, resumes and terminates by itself: user code has no part in it.
      default -> false;
    };
  }
}
