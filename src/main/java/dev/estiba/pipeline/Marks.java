package dev.estiba.pipeline;

import java.util.regex.Pattern;

/** The marks of expressions in texts: {@code ${{ … }}}. */
final class Marks {

  static final String OPEN = "${{";
  static final String CLOSE = "}}";

  /** An expression with its marks, or what is left of one that is not closed. */
  static final Pattern PATTERN = Pattern.compile("(\\$\\{\\{[^}]*+(?:\\}\\})?+)");

  private Marks() {}

  static boolean areIn(String text) {
    return text.contains(OPEN);
  }

  /** Whether the text is nothing but an expression. */
  static boolean areAround(String text) {
    return text.endsWith(CLOSE) && PATTERN.matcher(text).matches();
  }

  /** The expression between the marks, without blanks around it. */
  static String strip(String marked) throws WrongExpressionException {
    if (!marked.endsWith(CLOSE)) {
      throw new WrongExpressionException(
          "has ${{ without }} behind it; no } may stand in between", 1);
    }
    return marked.substring(OPEN.length(), marked.length() - CLOSE.length()).trim();
  }
}
