package planted.local.functionhost;

/** The function host must know nothing of Estiba. */
public final class FunctionHostViolation {

  public planted.task.TaskViolation reach;
}
