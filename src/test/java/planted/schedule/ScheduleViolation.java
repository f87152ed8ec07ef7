package planted.schedule;

/** Schedules must not know how what they start is run. */
public final class ScheduleViolation {

  public planted.orchestration.OrchestrationViolation reach;
}
