package dev.estiba.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.WrongPlaceholderException;
import java.util.List;

/**
 * What {@code if} asks.
 *
 * @param text as the user wrote it, without marks
 */
record Condition(String text, Expression expression) {

  /**
   * @param text with marks around it or without
   */
  static Condition parse(String text) throws WrongExpressionException {
    String stripped = Marks.areAround(text.trim()) ? Marks.strip(text.trim()) : text.trim();
    return new Condition(stripped, Syntax.parse(stripped));
  }

  /** One that does not ask how others ended is true only if all of them succeeded. */
  boolean asksForSuccess() {
    return !expression.hasStatus();
  }

  /** Whether it has {@code always()} in it. */
  boolean asksAlways() {
    return expression.hasStatus(function -> function == Expression.Function.ALWAYS);
  }

  /** Whether it is true, with what is known: true, false, or unknown. */
  JsonNode value(Facts facts) {
    try {
      JsonNode value = new Evaluator(facts).value(expression);
      JsonNode success = facts.status(Expression.Function.SUCCESS);
      return asksForSuccess() && !success.booleanValue() ? success : value;
    } catch (WrongPlaceholderException e) {
      throw new IllegalStateException("A condition takes what is missing for nothing", e);
    }
  }

  boolean holds(Facts facts) {
    return value(facts).asBoolean();
  }

  /**
   * Whether there is no way at all to make it true.
   *
   * @param hasNeeds whether the step needs any other
   */
  boolean isNeverTrue(boolean hasNeeds) {
    List<Needed> possible =
        hasNeeds
            ? List.of(new Needed(true, false), new Needed(false, true), new Needed(false, false))
            : List.of(new Needed(true, false));
    return possible.stream()
        .map(PossibleFacts::new)
        .map(this::value)
        .allMatch(value -> value.isBoolean() && !value.booleanValue());
  }
}
