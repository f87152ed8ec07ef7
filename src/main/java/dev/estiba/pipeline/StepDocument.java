package dev.estiba.pipeline;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.document.Fields;
import dev.estiba.document.Findings;
import dev.estiba.document.Placeholders;
import dev.estiba.document.Problem;
import dev.estiba.task.TaskParser;
import java.util.Map;
import java.util.function.Function;

/**
 * The document of a step's task or batch: fills its expressions and has it read.
 *
 * <p>The value of an expression is a text. Where a text is nothing but an expression, and its field
 * takes no text, the value is read as JSON: a list for {@code items}, a number for {@code cpu}. So
 * a text that looks like a number is no surprise to a field that takes a text.
 *
 * @param template with expressions
 * @param path its JSON Pointer in the document that findings are told of
 * @param taskIn JSON Pointer of the task in it; empty where it is a task itself
 */
record StepDocument(JsonNode template, String path, String taskIn) {

  static StepDocument ofTask(JsonNode template, String path) {
    return new StepDocument(template, path, "");
  }

  static StepDocument ofBatch(JsonNode template, String path) {
    return new StepDocument(template, path, "/task");
  }

  /**
   * @param reading reads the filled document, and tells what is wrong with it
   * @return what was read
   */
  <T> T read(
      ExpressionValues values,
      Map<String, JsonNode> env,
      Findings findings,
      Function<Fields, T> reading) {
    JsonNode filled = new Placeholders(Marks.PATTERN, values, findings).fill(template, path);
    TaskEnvironment.addTo(filled.at(taskIn), env);
    if (hasWholeExpression(template)) {
      Findings trial = findings.another();
      var unused = reading.apply(new Fields(filled, path, trial));
      readTask(filled.at(taskIn), trial);
      trial.list().forEach(problem -> readAsJson(filled, problem));
    }
    return reading.apply(new Fields(filled, path, findings));
  }

  /** A batch may leave it unread until its items are known. */
  private void readTask(JsonNode task, Findings trial) {
    if (!taskIn.isEmpty() && task.isObject()) {
      TaskParser.read(new Fields(task, path + taskIn, trial));
    }
  }

  private static boolean hasWholeExpression(JsonNode node) {
    if (node.isTextual()) {
      return Marks.areAround(node.textValue());
    }
    for (JsonNode child : node) {
      if (hasWholeExpression(child)) {
        return true;
      }
    }
    return false;
  }

  private void readAsJson(JsonNode filled, Problem problem) {
    if (!problem.path().startsWith(path + "/")) {
      return;
    }
    JsonPointer place = JsonPointer.compile(problem.path().substring(path.length()));
    JsonNode text = filled.at(place);
    if (text.isTextual() && Marks.areAround(template.at(place).asText())) {
      JsonNode json = Outputs.json(text.textValue());
      if (!json.isMissingNode() && !json.isTextual() && !json.isNull()) {
        replace(filled.at(place.head()), place.last(), json);
      }
    }
  }

  private static void replace(JsonNode parent, JsonPointer last, JsonNode value) {
    if (parent instanceof ArrayNode list) {
      list.set(last.getMatchingIndex(), value);
    } else if (parent instanceof ObjectNode object) {
      object.set(last.getMatchingProperty(), value);
    }
  }

  /** Tells of expressions in secrets, which are sealed long before anything is filled in. */
  void refuseExpressionsInSecrets(Findings findings) {
    JsonNode task = template.at(taskIn);
    if (!task.isObject()) {
      return;
    }
    Findings trial = new Findings();
    TaskParser.read(new Fields(task, path + taskIn, trial));
    for (String secret : trial.literalSecrets()) {
      if (hasMarks(template.at(secret.substring(path.length())))) {
        findings.add(
            secret,
            "must have no expression: it is a secret, and sealed before anything runs; refer to one"
                + " instead: {\"keyVault\": \"https://VAULT.vault.azure.net/secrets/NAME\"} or"
                + " {\"appSetting\": \"ESTIBA_SECRET_NAME\"}");
      }
    }
  }

  static boolean hasMarks(JsonNode node) {
    if (node.isTextual()) {
      return Marks.areIn(node.textValue());
    }
    for (JsonNode child : node) {
      if (hasMarks(child)) {
        return true;
      }
    }
    return false;
  }
}
