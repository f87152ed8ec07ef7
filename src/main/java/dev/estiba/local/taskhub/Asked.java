package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorAction;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an orchestrator asked for, as far as a replay has to ask for it again.
 *
 * @param name of the activity, the orchestrator or the event; empty for a timer
 */
record Asked(Kind kind, String name) {

  enum Kind {
    ACTIVITY("activity"),
    CHILD("sub-orchestration"),
    TIMER("timer"),
    EVENT("event to send");

    private final String noun;

    Kind(String noun) {
      this.noun = noun;
    }
  }

  /** The question that the event records, or null if it records none. */
  static @Nullable Asked in(HistoryEvent event) {
    return switch (event.getEventTypeCase()) {
      case TASKSCHEDULED -> new Asked(Kind.ACTIVITY, event.getTaskScheduled().getName());
      case SUBORCHESTRATIONINSTANCECREATED ->
          new Asked(Kind.CHILD, event.getSubOrchestrationInstanceCreated().getName());
      case TIMERCREATED -> new Asked(Kind.TIMER, "");
      case EVENTSENT -> new Asked(Kind.EVENT, event.getEventSent().getName());
      default -> null;
    };
  }

  /** The question that the action puts, or null if it ends the orchestration. */
  static @Nullable Asked in(OrchestratorAction action) {
    return switch (action.getOrchestratorActionTypeCase()) {
      case SCHEDULETASK -> new Asked(Kind.ACTIVITY, action.getScheduleTask().getName());
      case CREATESUBORCHESTRATION ->
          new Asked(Kind.CHILD, action.getCreateSubOrchestration().getName());
      case CREATETIMER -> new Asked(Kind.TIMER, "");
      case SENDEVENT -> new Asked(Kind.EVENT, action.getSendEvent().getName());
      default -> null;
    };
  }

  @Override
  public String toString() {
    return name.isEmpty() ? "a " + kind.noun : kind.noun + " '" + name + "'";
  }
}
