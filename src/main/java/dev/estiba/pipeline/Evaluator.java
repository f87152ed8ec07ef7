package dev.estiba.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.estiba.document.Unknown;
import dev.estiba.document.WrongPlaceholderException;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Evaluates expressions. What depends on something unknown is unknown, unless the rest decides it
 * anyway.
 */
final class Evaluator {

  private final Facts facts;

  Evaluator(Facts facts) {
    this.facts = facts;
  }

  JsonNode value(Expression expression) throws WrongPlaceholderException {
    if (expression instanceof Expression.Literal literal) {
      return literal.value();
    }
    if (expression instanceof Expression.Env env) {
      return facts.env(env.name());
    }
    if (expression instanceof Expression.State state) {
      return facts.state(state.step());
    }
    if (expression instanceof Expression.Output output) {
      return facts.output(output);
    }
    return truth(expression);
  }

  private JsonNode truth(Expression expression) throws WrongPlaceholderException {
    if (expression instanceof Expression.Status status) {
      return facts.status(status.function());
    }
    if (expression instanceof Expression.Not not) {
      JsonNode operand = value(not.operand());
      return Unknown.is(operand) ? operand : BooleanNode.valueOf(!isTrue(operand));
    }
    if (expression instanceof Expression.Both both) {
      return decided(both.left(), both.right(), false);
    }
    if (expression instanceof Expression.Either either) {
      return decided(either.left(), either.right(), true);
    }
    return compared((Expression.Comparison) expression);
  }

  /** Whether one of the two is what decides; else it is the opposite. */
  private JsonNode decided(Expression left, Expression right, boolean deciding)
      throws WrongPlaceholderException {
    JsonNode first = value(left);
    if (!Unknown.is(first) && isTrue(first) == deciding) {
      return BooleanNode.valueOf(deciding);
    }
    JsonNode second = value(right);
    if (!Unknown.is(second) && isTrue(second) == deciding) {
      return BooleanNode.valueOf(deciding);
    }
    return Unknown.is(first) || Unknown.is(second) ? Unknown.VALUE : BooleanNode.valueOf(!deciding);
  }

  private static boolean isTrue(JsonNode value) {
    return value.isBoolean() && value.booleanValue();
  }

  private JsonNode compared(Expression.Comparison comparison) throws WrongPlaceholderException {
    JsonNode left = value(comparison.left());
    JsonNode right = value(comparison.right());
    if (Unknown.is(left) || Unknown.is(right)) {
      return Unknown.VALUE;
    }
    return BooleanNode.valueOf(
        switch (comparison.operator()) {
          case "==" -> equal(left, right);
          case "!=" -> !equal(left, right);
          case "<" -> order(left, right).filter(order -> order < 0).isPresent();
          case "<=" -> order(left, right).filter(order -> order <= 0).isPresent();
          case ">" -> order(left, right).filter(order -> order > 0).isPresent();
          default -> order(left, right).filter(order -> order >= 0).isPresent();
        });
  }

  private static boolean equal(JsonNode left, JsonNode right) {
    return left.isNumber() || right.isNumber()
        ? order(left, right).filter(order -> order == 0).isPresent()
        : Texts.of(left).equals(Texts.of(right));
  }

  /** Empty where a number is compared with what is none. */
  private static Optional<Integer> order(JsonNode left, JsonNode right) {
    Optional<BigDecimal> one = Numbers.of(left);
    Optional<BigDecimal> other = Numbers.of(right);
    if (one.isPresent() && other.isPresent()) {
      return Optional.of(one.get().compareTo(other.get()));
    }
    return left.isNumber() || right.isNumber()
        ? Optional.empty()
        : Optional.of(Texts.of(left).compareTo(Texts.of(right)));
  }
}
