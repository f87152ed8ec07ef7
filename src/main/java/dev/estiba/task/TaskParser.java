package dev.estiba.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Document;
import dev.estiba.document.DocumentFormat;
import dev.estiba.document.Fields;
import dev.estiba.document.Findings;
import dev.estiba.document.Problem;
import dev.estiba.document.Unknown;
import java.util.List;

/** Reads a {@link ContainerTask} from JSON or YAML and finds every problem in it at once. */
public final class TaskParser {

  private TaskParser() {}

  public static ParsedTask parse(String json) {
    return parse(Document.read(json, DocumentFormat.JSON));
  }

  public static ParsedTask parseYaml(String yaml) {
    return parse(Document.read(yaml, DocumentFormat.YAML));
  }

  public static ParsedTask parse(Document document) {
    if (document instanceof Document.Malformed malformed) {
      return new ParsedTask.Invalid(List.of(malformed.problem()));
    }
    Document.Tree tree = (Document.Tree) document;
    ParsedTask parsed = parse(tree.tree());
    return parsed instanceof ParsedTask.Invalid invalid
        ? new ParsedTask.Invalid(tree.withPlaces(invalid.problems()))
        : parsed;
  }

  public static ParsedTask parse(JsonNode document) {
    if (!document.isObject()) {
      return new ParsedTask.Invalid(
          List.of(new Problem("", "must be a JSON object such as {\"image\": \"busybox\"}")));
    }
    Findings findings = new Findings();
    ContainerTask task = TaskReader.read(new Fields(document, "", findings));
    List<Problem> problems = findings.list();
    return problems.isEmpty() ? new ParsedTask.Valid(task) : new ParsedTask.Invalid(problems);
  }

  /**
   * Reads a task that is a part of another document.
   *
   * @param fields of the task; values that are {@link Unknown} yet are taken for right ones
   * @return the task, which is to be used only where nothing wrong was found and nothing is unknown
   */
  public static ContainerTask read(Fields fields) {
    return TaskReader.read(fields);
  }
}
