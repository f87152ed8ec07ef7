package planted.bench;

/** The benchmark must not know tasks. */
public final class BenchViolation {

  public planted.task.TaskViolation reach;
}
