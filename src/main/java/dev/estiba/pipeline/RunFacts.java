package dev.estiba.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.estiba.document.WrongPlaceholderException;

/** What is known when a document is filled in a running pipeline. */
final class RunFacts implements Facts {

  private final Values values;

  RunFacts(Values values) {
    this.values = values;
  }

  /** Documents are filled only where the condition was true; and they may not ask. */
  @Override
  public JsonNode status(Expression.Function function) {
    return BooleanNode.FALSE;
  }

  @Override
  public JsonNode env(String name) {
    return TextNode.valueOf(values.env().getOrDefault(name, ""));
  }

  @Override
  public JsonNode state(String step) throws WrongPlaceholderException {
    return TextNode.valueOf(ended(step).state().displayName());
  }

  @Override
  public JsonNode output(Expression.Output output) throws WrongPlaceholderException {
    StepOutcome outcome = ended(output.step());
    return Outputs.find(outcome.outputs(), output)
        .orElseThrow(() -> new WrongPlaceholderException(missing(output, outcome)));
  }

  private static String missing(Expression.Output output, StepOutcome outcome) {
    String step = "the step " + output.step();
    return outcome.outputs().containsKey(output.name())
        ? "needs a part that the output " + output.name() + " of " + step + " does not have"
        : "needs an output that is not there: "
            + step
            + " printed no output "
            + output.name()
            + " (a line ::output "
            + output.name()
            + "=VALUE); it ended as "
            + outcome.state().displayName();
  }

  private StepOutcome ended(String step) throws WrongPlaceholderException {
    StepOutcome outcome = values.steps().get(step);
    if (outcome == null) {
      throw new WrongPlaceholderException("needs the step " + step + ", which has not ended");
    }
    return outcome;
  }
}
