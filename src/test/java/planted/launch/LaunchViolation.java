package planted.launch;

/** What is to be started must not know how it is run. */
public final class LaunchViolation {

  public planted.orchestration.OrchestrationViolation reach;
}
