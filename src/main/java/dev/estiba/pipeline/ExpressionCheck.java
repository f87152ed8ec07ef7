package dev.estiba.pipeline;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks what an expression refers to, and that its parts are of types that go together. */
final class ExpressionCheck {

  private enum Type {
    TRUTH("true or false"),
    NUMBER("a number"),
    TEXT("a text"),
    STATE("a state"),
    /** A text that may be a number, true or false. */
    ANY("a text");

    private final String shown;

    Type(String shown) {
      this.shown = shown;
    }
  }

  private final Scope scope;
  private final boolean inCondition;

  private ExpressionCheck(Scope scope, boolean inCondition) {
    this.scope = scope;
    this.inCondition = inCondition;
  }

  /** For a part of a text. */
  static void checkValue(Expression expression, Scope scope) throws WrongExpressionException {
    new ExpressionCheck(scope, false).type(expression);
  }

  static void checkCondition(Expression expression, Scope scope) throws WrongExpressionException {
    new ExpressionCheck(scope, true).requireTruth(expression);
  }

  private Type type(Expression expression) throws WrongExpressionException {
    if (expression instanceof Expression.Literal literal) {
      return literal.value().isBoolean()
          ? Type.TRUTH
          : literal.value().isNumber() ? Type.NUMBER : Type.TEXT;
    }
    if (expression instanceof Expression.Env env) {
      scope.requireEnv(env.name(), env.column());
      return Type.ANY;
    }
    if (expression instanceof Expression.State state) {
      scope.requireStep(state.step(), state.column());
      return Type.STATE;
    }
    if (expression instanceof Expression.Output output) {
      scope.requireStep(output.step(), output.column());
      return Type.ANY;
    }
    return truth(expression);
  }

  private Type truth(Expression expression) throws WrongExpressionException {
    if (expression instanceof Expression.Not not) {
      requireTruth(not.operand());
    } else if (expression instanceof Expression.Both both) {
      requireTruth(both.left());
      requireTruth(both.right());
    } else if (expression instanceof Expression.Either either) {
      requireTruth(either.left());
      requireTruth(either.right());
    } else if (expression instanceof Expression.Comparison comparison) {
      check(comparison, type(comparison.left()), type(comparison.right()));
    } else if (expression instanceof Expression.Status status && !inCondition) {
      throw new WrongExpressionException(
          "has " + status.function().word() + "(), which only an if may ask", status.column());
    }
    return Type.TRUTH;
  }

  private void requireTruth(Expression expression) throws WrongExpressionException {
    Type type = type(expression);
    if (type != Type.TRUTH) {
      throw new WrongExpressionException(
          "needs true or false, not "
              + type.shown
              + ": compare it, as in steps.NAME.outputs.NAME == 'yes'",
          expression.column());
    }
  }

  private static void check(Expression.Comparison comparison, Type left, Type right)
      throws WrongExpressionException {
    boolean fits = left == right || left == Type.ANY || right == Type.ANY || areTexts(left, right);
    if (!fits) {
      throw new WrongExpressionException(
          "compares " + left.shown + " with " + right.shown, comparison.column());
    }
    boolean ordered = !comparison.isEquality();
    if (ordered && (isUnordered(left) || isUnordered(right))) {
      throw new WrongExpressionException(
          "orders what has no order: " + (isUnordered(left) ? left : right).shown,
          comparison.column());
    }
    if (left == Type.STATE || right == Type.STATE) {
      checkState(comparison.left());
      checkState(comparison.right());
    }
  }

  private static boolean areTexts(Type left, Type right) {
    return left != Type.TRUTH
        && right != Type.TRUTH
        && !((left == Type.STATE && right == Type.NUMBER)
            || (left == Type.NUMBER && right == Type.STATE));
  }

  private static boolean isUnordered(Type type) {
    return type == Type.TRUTH || type == Type.STATE;
  }

  private static void checkState(Expression expression) throws WrongExpressionException {
    if (expression instanceof Expression.Literal literal
        && StepState.named(literal.value().asText()).isEmpty()) {
      throw new WrongExpressionException(
          "has '"
              + literal.value().asText()
              + "', which is no state; states are "
              + Stream.of(StepState.values())
                  .map(StepState::displayName)
                  .collect(Collectors.joining(", ")),
          literal.column());
    }
  }
}
