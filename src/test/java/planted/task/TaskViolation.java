package planted.task;

/** A task must not know the client. */
public final class TaskViolation {

  public planted.client.ClientViolation reach;
}
