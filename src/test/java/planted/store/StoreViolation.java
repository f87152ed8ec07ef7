package planted.store;

/** The store must not know tasks. */
public final class StoreViolation {

  public planted.task.TaskViolation reach;
}
