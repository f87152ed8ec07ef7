package dev.estiba.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.estiba.document.Fields;
import dev.estiba.document.Findings;
import dev.estiba.document.Json;
import dev.estiba.document.Placeholders;
import dev.estiba.document.Unknown;
import dev.estiba.task.CompletionHook;
import dev.estiba.task.HookReader;
import dev.estiba.task.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads pipelines, with those within them. */
final class PipelineReader {

  /** More than any pipeline has use for; a task has at most 1,000. */
  private static final int MOST_VARIABLES = 200;

  /** What a task may put out. */
  private static final int MOST_OUTPUTS = 64;

  private final Findings findings;
  private int steps;

  PipelineReader(Findings findings) {
    this.findings = findings;
  }

  Pipeline readDocument(Fields document) {
    Pipeline pipeline = read(document, new Scope(Map.of(), Set.of(), Set.of()), 1);
    if (steps > Pipeline.MAX_STEPS) {
      document.problem(
          "steps",
          "must be at most "
              + Pipeline.MAX_STEPS
              + ", with those of nested pipelines; there are "
              + steps);
    }
    return pipeline;
  }

  /**
   * @param outer what the texts in {@code env} may refer to, and what they are added to
   * @param depth how many pipelines there are around it, and this one
   */
  Pipeline read(Fields fields, Scope outer, int depth) {
    String name = fields.text("name", Names.TASK);
    Map<String, String> env = env(fields);
    Map<String, JsonNode> knownEnv = known(env, fields.pointerTo("env"), outer);
    unknownIn(fields).forEach(variable -> knownEnv.put(variable, Unknown.VALUE));
    long timeout =
        fields.wholeNumber(
            "timeoutSeconds",
            Pipeline.MAX_TIMEOUT_SECONDS,
            1,
            Pipeline.MAX_TIMEOUT_SECONDS,
            "seconds");
    StepsReader reader = new StepsReader(this, findings, knownEnv, depth);
    List<Step> read = reader.read(fields);
    Set<String> names = reader.names();
    Map<String, String> outputs = outputs(fields, new Scope(knownEnv, names, names));
    List<CompletionHook> hooks =
        HookReader.read(fields, PipelineResult.STATES.stream().map(StepState::displayName));
    fields.refuseUnknown();
    return new Pipeline(name, env, read, outputs, timeout, hooks);
  }

  void count(int more) {
    steps += more;
  }

  private static Map<String, String> env(Fields fields) {
    Fields env = fields.object("env", "{\"REGION\": \"weu\"}");
    if (env == null) {
      return Map.of();
    }
    if (env.names().size() > MOST_VARIABLES) {
      env.problem(
          "must have at most " + MOST_VARIABLES + " variables; it has " + env.names().size());
    }
    for (String name : env.names()) {
      if (!Names.VARIABLE.allows(name)) {
        env.problem(name, "is no name of a variable, which " + Names.VARIABLE.says());
      }
    }
    return env.allTexts();
  }

  /** The variables whose values are not known yet. */
  private static List<String> unknownIn(Fields fields) {
    JsonNode env = fields.raw().path("env");
    List<String> names = new ArrayList<>();
    env.fieldNames().forEachRemaining(names::add);
    return names.stream().filter(name -> Unknown.is(env.get(name))).toList();
  }

  /** Its own variables over the outer ones. */
  private Map<String, JsonNode> known(Map<String, String> env, String path, Scope outer) {
    Map<String, JsonNode> known = new LinkedHashMap<>(outer.env());
    JsonNode own = Json.toTree(env);
    JsonNode filled =
        new Placeholders(Marks.PATTERN, ExpressionValues.within(outer), findings).fill(own, path);
    filled.properties().forEach(variable -> known.put(variable.getKey(), variable.getValue()));
    return known;
  }

  private Map<String, String> outputs(Fields fields, Scope scope) {
    Fields outputs = fields.object("outputs", "{\"rows\": \"${{ steps.load.outputs.rows }}\"}");
    if (outputs == null) {
      return Map.of();
    }
    if (outputs.names().size() > MOST_OUTPUTS) {
      outputs.problem("must be at most " + MOST_OUTPUTS + "; there are " + outputs.names().size());
    }
    for (String name : outputs.names()) {
      if (!StepNames.OUTPUT.allows(name)) {
        outputs.problem(name, "is no name of an output, which " + StepNames.OUTPUT.says());
      }
    }
    Map<String, String> texts = outputs.allTexts();
    texts.forEach((name, text) -> check(text, outputs.pointerTo(name), scope));
    return texts;
  }

  /** Tells what is wrong with the expressions of a text. */
  void check(@Nullable String text, String path, Scope scope) {
    JsonNode node = text == null ? Unknown.VALUE : TextNode.valueOf(text);
    new Placeholders(Marks.PATTERN, ExpressionValues.within(scope), findings).fill(node, path);
  }
}
