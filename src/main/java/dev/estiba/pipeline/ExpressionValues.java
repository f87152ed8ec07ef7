package dev.estiba.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.estiba.document.Placeholders;
import dev.estiba.document.Unknown;
import dev.estiba.document.WrongPlaceholderException;
import org.jspecify.annotations.Nullable;

/** The values of expressions in texts: texts themselves, or {@link Unknown}. */
final class ExpressionValues implements Placeholders.Values {

  private final Facts facts;
  private final @Nullable Scope scope;

  private ExpressionValues(Facts facts, @Nullable Scope scope) {
    this.facts = facts;
    this.scope = scope;
  }

  /** Before anything runs; each expression is checked. */
  static ExpressionValues within(Scope scope) {
    return new ExpressionValues(scope, scope);
  }

  /** While the pipeline runs, whose expressions were checked. */
  static ExpressionValues of(Values values) {
    return new ExpressionValues(new RunFacts(values), null);
  }

  @Override
  public JsonNode of(String marked) throws WrongPlaceholderException {
    try {
      Expression expression = Syntax.parse(Marks.strip(marked));
      if (scope != null) {
        ExpressionCheck.checkValue(expression, scope);
      }
      JsonNode value = new Evaluator(facts).value(expression);
      return Unknown.is(value) ? value : TextNode.valueOf(Texts.of(value));
    } catch (WrongExpressionException e) {
      throw new WrongPlaceholderException(e.problemIn(marked));
    }
  }
}
