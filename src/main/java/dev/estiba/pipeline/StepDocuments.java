package dev.estiba.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.estiba.batch.Batch;
import dev.estiba.batch.BatchParser;
import dev.estiba.batch.ParsedBatch;
import dev.estiba.document.Fields;
import dev.estiba.document.Findings;
import dev.estiba.document.Json;
import dev.estiba.document.Placeholders;
import dev.estiba.document.Problem;
import dev.estiba.document.Unknown;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.ParsedTask;
import dev.estiba.task.TaskParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fills the documents of steps that are about to begin, of a pipeline whose secrets are sealed.
 * Pure and deterministic. What is wrong then is mostly an output that a step did not print.
 */
public final class StepDocuments {

  private StepDocuments() {}

  /** The task, with the pipeline's variables; places are those in the task's document. */
  public static ParsedTask task(Work.Task work, Values values) {
    Findings findings = Findings.inOurDocument();
    ContainerTask task =
        StepDocument.ofTask(work.document(), "")
            .read(of(values), env(values), findings, TaskParser::read);
    refuse(findings.literalSecrets(), findings);
    List<Problem> problems = findings.list();
    return problems.isEmpty() ? new ParsedTask.Valid(task) : new ParsedTask.Invalid(problems);
  }

  /** The batch, whose tasks have the pipeline's variables; places are those in its document. */
  public static ParsedBatch batch(Work.Batch work, Values values) {
    Findings findings = Findings.inOurDocument();
    Batch batch =
        StepDocument.ofBatch(work.document(), "")
            .read(of(values), env(values), findings, BatchParser::read);
    Findings ofTemplate = Findings.inOurDocument();
    TaskParser.read(new Fields(batch.task(), "/task", ofTemplate));
    refuse(ofTemplate.literalSecrets(), findings);
    List<Problem> problems = findings.list();
    return problems.isEmpty()
        ? new ParsedBatch.Valid(batch, List.of())
        : new ParsedBatch.Invalid(problems);
  }

  /** Whether anything of it is known only once it begins. */
  public static boolean hasExpressions(Work.Batch work) {
    return StepDocument.hasMarks(work.document());
  }

  /** Those of the document are sealed: what is in plain text was put out by a step. */
  private static void refuse(List<String> secrets, Findings findings) {
    secrets.forEach(
        secret ->
            findings.add(
                secret,
                "must be no secret in plain text that a step put out: refer to a secret, or write it"
                    + " in the pipeline"));
  }

  /** The variables within a nested pipeline. */
  public static NestedEnv env(Work.Nested work, Values outer) {
    Findings findings = Findings.inOurDocument();
    JsonNode filled = fill(Json.toTree(work.pipeline().env()), "/env", outer, findings);
    if (!findings.list().isEmpty()) {
      return new NestedEnv.Invalid(findings.list());
    }
    Map<String, String> env = new LinkedHashMap<>(outer.env());
    filled.properties().forEach(name -> env.put(name.getKey(), name.getValue().asText()));
    return new NestedEnv.Filled(env);
  }

  /**
   * What a pipeline puts out at its end. An output whose steps did not print what it needs is left
   * out.
   *
   * @param values of the pipeline's own steps
   */
  public static Map<String, String> outputs(Pipeline pipeline, Values values) {
    Map<String, String> outputs = new LinkedHashMap<>();
    pipeline
        .outputs()
        .forEach((name, text) -> filled(text, values).ifPresent(value -> outputs.put(name, value)));
    return outputs;
  }

  /** What is asked of who decides; as it was written where it needs what no step printed. */
  public static @Nullable String message(Work.Approval approval, Values values) {
    String message = approval.message();
    return message == null ? null : filled(message, values).orElse(message);
  }

  private static Optional<String> filled(String text, Values values) {
    JsonNode filled = fill(TextNode.valueOf(text), "", values, Findings.inOurDocument());
    return Unknown.is(filled) ? Optional.empty() : Optional.of(filled.asText());
  }

  private static JsonNode fill(JsonNode document, String path, Values values, Findings findings) {
    return new Placeholders(Marks.PATTERN, of(values), findings).fill(document, path);
  }

  private static ExpressionValues of(Values values) {
    return ExpressionValues.of(values);
  }

  private static Map<String, JsonNode> env(Values values) {
    Map<String, JsonNode> env = new LinkedHashMap<>();
    values.env().forEach((name, value) -> env.put(name, TextNode.valueOf(value)));
    return env;
  }
}
