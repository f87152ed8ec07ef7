package dev.estiba.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.estiba.document.Unknown;

/** One way in which what a step needs may end, before anything runs. */
final class PossibleFacts implements Facts {

  private final Needed needed;

  PossibleFacts(Needed needed) {
    this.needed = needed;
  }

  @Override
  public JsonNode status(Expression.Function function) {
    return BooleanNode.valueOf(needed.answers(function));
  }

  /** Unknown, as it is there to be changed from one run to the other. */
  @Override
  public JsonNode env(String name) {
    return Unknown.VALUE;
  }

  @Override
  public JsonNode state(String step) {
    return needed.succeeded() ? TextNode.valueOf(StepState.SUCCEEDED.displayName()) : Unknown.VALUE;
  }

  @Override
  public JsonNode output(Expression.Output output) {
    return Unknown.VALUE;
  }
}
