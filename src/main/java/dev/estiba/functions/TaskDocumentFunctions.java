package dev.estiba.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.estiba.document.Document;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import dev.estiba.secret.Sealing;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Estimate;
import dev.estiba.task.ParsedTask;
import dev.estiba.task.TaskParser;
import dev.estiba.task.TaskSchema;
import java.util.List;
import java.util.Optional;

/** What helps to write a task: its schema, and a check that runs nothing. */
public final class TaskDocumentFunctions {

  private final Services services;

  public TaskDocumentFunctions(Services services) {
    this.services = services;
  }

  /**
   * Whether {@code POST /api/tasks} would take the task, with everything that is wrong with it, or
   * with what it says once defaults are filled in. Does nothing else.
   */
  @FunctionName("LintTask")
  public HttpResponseMessage lintTask(
      @HttpTrigger(
              name = "request",
              route = "lint",
              methods = HttpMethod.POST,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request) {
    Requests.Read document = Requests.read(request, Document.MAX_BYTES);
    if (document instanceof Requests.Read.Refused refused) {
      return refused.answer();
    }
    ParsedTask parsed = TaskParser.parse(((Requests.Read.Accepted) document).tree());
    return request
        .createResponseBuilder(HttpStatus.OK)
        .header("Content-Type", "application/json")
        .body(Json.writePretty(verdict(parsed)) + "\n")
        .build();
  }

  private ObjectNode verdict(ParsedTask parsed) {
    if (parsed instanceof ParsedTask.Invalid invalid) {
      return invalid(invalid.problems());
    }
    Settings settings = services.settings();
    ContainerTask task =
        ((ParsedTask.Valid) parsed).task().placedIn(settings.resourceGroup(), settings.location());
    if (services.secretSealer().seal(task, "lint") instanceof Sealing.Refused refused) {
      return invalid(refused.problems());
    }
    ObjectNode verdict = Json.object().put("valid", true);
    verdict.set("task", Json.toTree(task.withoutSecrets()));
    verdict.set("estimate", Json.toTree(Estimate.of(task, settings.prices())));
    return verdict;
  }

  private static ObjectNode invalid(List<Problem> problems) {
    return Json.object().put("valid", false).set("errors", Json.toTree(problems));
  }

  /** For editors, which have no key. */
  @FunctionName("GetTaskSchema")
  public HttpResponseMessage getTaskSchema(
      @HttpTrigger(
              name = "request",
              route = "schemas/task.json",
              methods = HttpMethod.GET,
              authLevel = AuthorizationLevel.ANONYMOUS)
          HttpRequestMessage<Optional<String>> request) {
    return request
        .createResponseBuilder(HttpStatus.OK)
        .header("Content-Type", "application/schema+json")
        .body(TaskSchema.text())
        .build();
  }
}
