package dev.estiba.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;

/** What is known when it is decided whether a step runs. What is not there is an empty text. */
final class ConditionFacts implements Facts {

  private static final JsonNode NOTHING = TextNode.valueOf("");

  private final Values values;
  private final Needed needed;

  ConditionFacts(Values values, Needed needed) {
    this.values = values;
    this.needed = needed;
  }

  @Override
  public JsonNode status(Expression.Function function) {
    return BooleanNode.valueOf(needed.answers(function));
  }

  @Override
  public JsonNode env(String name) {
    return TextNode.valueOf(values.env().getOrDefault(name, ""));
  }

  @Override
  public JsonNode state(String step) {
    return outcome(step)
        .<JsonNode>map(outcome -> TextNode.valueOf(outcome.state().displayName()))
        .orElse(NOTHING);
  }

  @Override
  public JsonNode output(Expression.Output output) {
    return outcome(output.step())
        .flatMap(outcome -> Outputs.find(outcome.outputs(), output))
        .orElse(NOTHING);
  }

  private Optional<StepOutcome> outcome(String step) {
    return Optional.ofNullable(values.steps().get(step));
  }
}
