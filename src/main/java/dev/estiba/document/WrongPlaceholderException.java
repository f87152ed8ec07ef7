package dev.estiba.document;

/** A placeholder that can have no value. */
public final class WrongPlaceholderException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String problem;

  public WrongPlaceholderException(String problem) {
    super(problem);
    this.problem = problem;
  }

  /** What is wrong and what is allowed. */
  public String problem() {
    return problem;
  }
}
