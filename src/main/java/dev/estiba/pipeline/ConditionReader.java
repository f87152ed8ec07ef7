package dev.estiba.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Fields;
import org.jspecify.annotations.Nullable;

/** Reads what a step's {@code if} asks. */
final class ConditionReader {

  private static final String FIELD = "if";

  private ConditionReader() {}

  /**
   * The condition's text without marks.
   *
   * @param hasNeeds whether the step needs any other
   */
  static String read(Fields step, Scope scope, boolean hasNeeds) {
    String text = text(step);
    if (text == null) {
      return Step.DEFAULT_CONDITION;
    }
    try {
      Condition condition = Condition.parse(text);
      ExpressionCheck.checkCondition(condition.expression(), scope);
      if (condition.isNeverTrue(hasNeeds)) {
        step.problem(FIELD, neverTrue(condition, hasNeeds));
      }
      return condition.text();
    } catch (WrongExpressionException e) {
      step.problem(FIELD, e.problemIn(text));
      return Step.DEFAULT_CONDITION;
    }
  }

  /** True and false are conditions too. */
  private static @Nullable String text(Fields step) {
    JsonNode value = step.value(FIELD);
    return value != null && value.isBoolean() ? value.asText() : step.text(FIELD);
  }

  private static String neverTrue(Condition condition, boolean hasNeeds) {
    String start = "can never be true, so that the step would never run";
    if (!hasNeeds && condition.expression().hasStatus()) {
      return start + ": the step needs no other, of which one could fail";
    }
    return condition.asksForSuccess()
        ? start
            + ": a condition without success(), failure() and always() also asks for success(), and"
            + " then all that the step needs is Succeeded; begin it with always() && or"
            + " failure() &&"
        : start;
  }
}
