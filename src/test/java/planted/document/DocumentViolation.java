package planted.document;

/** A document must not know tasks. */
public final class DocumentViolation {

  public planted.task.TaskViolation reach;
}
