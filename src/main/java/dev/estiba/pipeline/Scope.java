package dev.estiba.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.estiba.document.Unknown;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * What expressions may refer to, before anything runs.
 *
 * @param env texts, or {@link Unknown}
 * @param needed names of the steps that have ended then: needed directly or through others
 * @param steps names of all steps of the pipeline
 */
record Scope(Map<String, JsonNode> env, Set<String> needed, Set<String> steps) implements Facts {

  private static final int MOST_SHOWN = 10;

  void requireEnv(String name, int column) throws WrongExpressionException {
    if (!env.containsKey(name)) {
      throw new WrongExpressionException(
          "has env." + name + ", which is not in env" + listed("; it has ", env.keySet()), column);
    }
  }

  void requireStep(String name, int column) throws WrongExpressionException {
    if (!steps.contains(name)) {
      throw new WrongExpressionException(
          "has the step '" + name + "', which there is not" + listed("; there are ", steps),
          column);
    }
    if (!needed.contains(name)) {
      throw new WrongExpressionException(
          "has the step '" + name + "', which need not have ended by then: name it in needs",
          column);
    }
  }

  private static String listed(String start, Collection<String> names) {
    return names.isEmpty() ? "" : start + shown(names);
  }

  /** Names for people, if not all of many. */
  static String shown(Collection<String> names) {
    return String.join(", ", names.stream().limit(MOST_SHOWN).toList())
        + (names.size() > MOST_SHOWN ? ", …" : "");
  }

  /** Not for documents, which may not ask. */
  @Override
  public JsonNode status(Expression.Function function) {
    return BooleanNode.FALSE;
  }

  @Override
  public JsonNode env(String name) {
    return env.getOrDefault(name, Unknown.VALUE);
  }

  @Override
  public JsonNode state(String step) {
    return Unknown.VALUE;
  }

  @Override
  public JsonNode output(Expression.Output output) {
    return Unknown.VALUE;
  }
}
