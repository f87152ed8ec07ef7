package planted.activity;

/** Activities must not know orchestrations. */
public final class ActivityViolation {

  public planted.orchestration.OrchestrationViolation reach;
}
