package dev.estiba.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts an expression into its words. */
final class Lexer {

  private static final Pattern BLANK = Pattern.compile("\\s++");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*+");
  private static final Pattern NUMBER = Numbers.PATTERN;
  private static final Pattern SYMBOL = Pattern.compile("&&|\\|\\||[=!<>]=|[!<>().\\[\\]]");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int position;

  private Lexer(String text) {
    this.text = text;
  }

  /** The words, with an {@link Token.Kind#END} behind them. */
  static List<Token> tokens(String expression) throws WrongExpressionException {
    Lexer lexer = new Lexer(expression);
    lexer.cut();
    return lexer.tokens;
  }

  private void cut() throws WrongExpressionException {
    while (position < text.length()) {
      if (text.charAt(position) == '\'') {
        cutText();
      } else if (!skipBlank()
          && !cut(NAME, Token.Kind.NAME)
          && !cut(NUMBER, Token.Kind.NUMBER)
          && !cut(SYMBOL, Token.Kind.SYMBOL)) {
        throw surprise();
      }
    }
    tokens.add(new Token(Token.Kind.END, "", position + 1));
  }

  private boolean skipBlank() {
    Matcher matcher = at(BLANK);
    boolean found = matcher.lookingAt();
    position = found ? matcher.end() : position;
    return found;
  }

  private boolean cut(Pattern pattern, Token.Kind kind) {
    Matcher matcher = at(pattern);
    boolean found = matcher.lookingAt();
    if (found) {
      tokens.add(new Token(kind, matcher.group(), position + 1));
      position = matcher.end();
    }
    return found;
  }

  private Matcher at(Pattern pattern) {
    return pattern.matcher(text).region(position, text.length());
  }

  /** In single quotes, each of which within the text is written twice. */
  private void cutText() throws WrongExpressionException {
    StringBuilder content = new StringBuilder();
    int start = position;
    for (int i = start + 1; i < text.length(); i++) {
      if (text.charAt(i) != '\'') {
        content.append(text.charAt(i));
      } else if (i + 1 < text.length() && text.charAt(i + 1) == '\'') {
        content.append('\'');
        i++;
      } else {
        tokens.add(new Token(Token.Kind.TEXT, content.toString(), start + 1));
        position = i + 1;
        return;
      }
    }
    throw new WrongExpressionException("has a text without a ' at its end", start + 1);
  }

  private WrongExpressionException surprise() {
    char character = text.charAt(position);
    String remedy =
        switch (character) {
          case '"' -> ": put texts in single quotes";
          case '=' -> ": compare with ==";
          case '&' -> ": write && for and";
          case '|' -> ": write || for or";
          case '$' -> ": ${{ }} stands around a whole expression only";
          default -> ", which has no meaning there";
        };
    return new WrongExpressionException("has " + character + remedy, position + 1);
  }
}
