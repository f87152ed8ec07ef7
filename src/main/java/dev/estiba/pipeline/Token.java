package dev.estiba.pipeline;

/**
 * A word of an expression.
 *
 * @param text without quotes where it is a text
 * @param column of its first character, from 1 on
 */
record Token(Kind kind, String text, int column) {

  enum Kind {
    NAME,
    TEXT,
    NUMBER,
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** As people are told of it. */
  String shown() {
    return kind == Kind.END ? "the end" : "'" + text + "'";
  }
}
