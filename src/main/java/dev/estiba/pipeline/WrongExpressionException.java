package dev.estiba.pipeline;

/** An expression that means nothing, or nothing here. */
final class WrongExpressionException extends Exception {

  private static final long serialVersionUID = 1L;

  private static final int MAX_SHOWN = 80;

  private final int column;

  /**
   * @param column of the character in the expression where it goes wrong, from 1 on
   */
  WrongExpressionException(String problem, int column) {
    super(problem);
    this.column = column;
  }

  /** What is wrong and where, to be put behind the name of the field that it is in. */
  String problemIn(String expression) {
    String shown =
        expression.length() <= MAX_SHOWN ? expression : expression.substring(0, MAX_SHOWN) + "…";
    return getMessage() + " (character " + column + " of `" + shown + "`)";
  }
}
