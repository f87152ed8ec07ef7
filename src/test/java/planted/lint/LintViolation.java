package planted.lint;

/** A check of documents must run nothing. */
public final class LintViolation {

  public planted.orchestration.OrchestrationViolation reach;
}
