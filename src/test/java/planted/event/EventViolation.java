package planted.event;

/** What starts by itself must not know how it is run. */
public final class EventViolation {

  public planted.orchestration.OrchestrationViolation reach;
}
