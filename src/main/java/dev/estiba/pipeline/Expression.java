package dev.estiba.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;

/** A parsed expression. Columns are those of its first character, from 1 on. */
sealed interface Expression {

  /** Where it begins. */
  int column();

  /** A text, a number, true or false. */
  record Literal(JsonNode value, int column) implements Expression {}

  record Env(String name, int column) implements Expression {}

  record State(String step, int column) implements Expression {}

  /**
   * An output of a step.
   *
   * @param path into the JSON value that its text is: names of fields, and indexes as numbers
   */
  record Output(String step, String name, List<JsonNode> path, int column) implements Expression {}

  /** How what a step needs has ended. */
  record Status(Function function, int column) implements Expression {}

  record Not(Expression operand, int column) implements Expression {}

  record Both(Expression left, Expression right) implements Expression {
    @Override
    public int column() {
      return left.column();
    }
  }

  record Either(Expression left, Expression right) implements Expression {
    @Override
    public int column() {
      return left.column();
    }
  }

  record Comparison(String operator, Expression left, Expression right) implements Expression {
    @Override
    public int column() {
      return left.column();
    }

    boolean isEquality() {
      return operator.equals("==") || operator.equals("!=");
    }
  }

  /** The functions that there are. */
  enum Function {
    SUCCESS("success"),
    FAILURE("failure"),
    ALWAYS("always");

    private final String word;

    Function(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** Whether it asks itself how what is needed has ended. */
  default boolean hasStatus() {
    return hasStatus(function -> true);
  }

  /** Whether it has one of those functions in it. */
  default boolean hasStatus(Predicate<Function> wanted) {
    if (this instanceof Both both) {
      return both.left.hasStatus(wanted) || both.right.hasStatus(wanted);
    }
    if (this instanceof Either either) {
      return either.left.hasStatus(wanted) || either.right.hasStatus(wanted);
    }
    if (this instanceof Comparison comparison) {
      return comparison.left.hasStatus(wanted) || comparison.right.hasStatus(wanted);
    }
    return this instanceof Not not
        ? not.operand.hasStatus(wanted)
        : this instanceof Status status && wanted.test(status.function);
  }
}
