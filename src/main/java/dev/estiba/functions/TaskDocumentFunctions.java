package dev.estiba.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.estiba.batch.Batch;
import dev.estiba.batch.BatchParser;
import dev.estiba.batch.BatchSchema;
import dev.estiba.batch.ParsedBatch;
import dev.estiba.document.Document;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import dev.estiba.event.ParsedTrigger;
import dev.estiba.event.TriggerReader;
import dev.estiba.event.TriggerSchema;
import dev.estiba.lint.Lint;
import dev.estiba.lint.LintedKind;
import dev.estiba.pipeline.ParsedPipeline;
import dev.estiba.pipeline.PipelineParser;
import dev.estiba.pipeline.PipelineSchema;
import dev.estiba.schedule.ParsedSchedule;
import dev.estiba.schedule.ScheduleParser;
import dev.estiba.schedule.ScheduleSchema;
import dev.estiba.secret.DocumentSealing;
import dev.estiba.secret.Sealing;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Estimate;
import dev.estiba.task.ParsedTask;
import dev.estiba.task.TaskParser;
import dev.estiba.task.TaskSchema;
import java.util.List;
import java.util.Optional;

/** What helps to write documents: their schemas, and a check that runs nothing. */
public final class TaskDocumentFunctions {

  private final Services services;

  public TaskDocumentFunctions(Services services) {
    this.services = services;
  }

  /**
   * Whether a task, a batch, a pipeline or a trigger would be taken, with everything that is wrong
   * with it, or with what a task says once defaults are filled in. Does nothing else.
   */
  @FunctionName("LintTask")
  public HttpResponseMessage lintTask(
      @HttpTrigger(
              name = "request",
              route = "lint",
              methods = HttpMethod.POST,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request) {
    Requests.Read document = Requests.read(request, Batch.MAX_BYTES);
    if (document instanceof Requests.Read.Refused refused) {
      return refused.answer();
    }
    ObjectNode verdict = verdict(((Requests.Read.Accepted) document).document());
    return request
        .createResponseBuilder(HttpStatus.OK)
        .header("Content-Type", "application/json")
        .body(Json.writePretty(verdict) + "\n")
        .build();
  }

  private ObjectNode verdict(Document.Tree document) {
    LintedKind kind = LintedKind.of(document.tree());
    List<Problem> problems = Lint.problems(document);
    if (problems.isEmpty()) {
      problems = document.withPlaces(unsealable(document, kind));
    }
    if (!problems.isEmpty()) {
      return Json.object()
          .put("valid", false)
          .put("kind", kind.displayName())
          .set("errors", Json.toTree(problems));
    }
    ObjectNode verdict = Json.object().put("valid", true).put("kind", kind.displayName());
    if (kind == LintedKind.TASK && TaskParser.parse(document) instanceof ParsedTask.Valid valid) {
      Settings settings = services.settings();
      ContainerTask task = valid.task().placedIn(settings.resourceGroup(), settings.location());
      verdict.set("task", Json.toTree(task.withoutSecrets()));
      verdict.set("estimate", Json.toTree(Estimate.of(task, settings.prices())));
    }
    return verdict;
  }

  /** What is wrong with secrets of a valid document where there is no key to seal them with. */
  private List<Problem> unsealable(Document.Tree document, LintedKind kind) {
    if (kind == LintedKind.TASK) {
      return services.secretSealer().seal(task(document), "lint") instanceof Sealing.Refused refused
          ? refused.problems()
          : List.of();
    }
    return services.secretSealer().seal(document.tree(), secrets(document, kind), "lint")
            instanceof DocumentSealing.Refused refused
        ? refused.problems()
        : List.of();
  }

  private static ContainerTask task(Document.Tree document) {
    return ((ParsedTask.Valid) TaskParser.parse(document)).task();
  }

  private static List<String> secrets(Document.Tree document, LintedKind kind) {
    return switch (kind) {
      case TASK -> List.of(); // Its secrets have places of their own.
      case BATCH -> ((ParsedBatch.Valid) BatchParser.parse(document)).literalSecrets();
      case PIPELINE -> ((ParsedPipeline.Valid) PipelineParser.parse(document)).literalSecrets();
      case SCHEDULE -> ((ParsedSchedule.Valid) ScheduleParser.parse(document)).literalSecrets();
      case TRIGGER -> ((ParsedTrigger.Valid) TriggerReader.parse(document)).literalSecrets();
    };
  }

  /** For editors, which have no key; so are the other schemas. */
  @FunctionName("GetTaskSchema")
  public HttpResponseMessage getTaskSchema(
      @HttpTrigger(
              name = "request",
              route = "schemas/task.json",
              methods = HttpMethod.GET,
              authLevel = AuthorizationLevel.ANONYMOUS)
          HttpRequestMessage<Optional<String>> request) {
    return schema(request, TaskSchema.text());
  }

  @FunctionName("GetBatchSchema")
  public HttpResponseMessage getBatchSchema(
      @HttpTrigger(
              name = "request",
              route = "schemas/batch.json",
              methods = HttpMethod.GET,
              authLevel = AuthorizationLevel.ANONYMOUS)
          HttpRequestMessage<Optional<String>> request) {
    return schema(request, BatchSchema.text());
  }

  @FunctionName("GetPipelineSchema")
  public HttpResponseMessage getPipelineSchema(
      @HttpTrigger(
              name = "request",
              route = "schemas/pipeline.json",
              methods = HttpMethod.GET,
              authLevel = AuthorizationLevel.ANONYMOUS)
          HttpRequestMessage<Optional<String>> request) {
    return schema(request, PipelineSchema.text());
  }

  @FunctionName("GetScheduleSchema")
  public HttpResponseMessage getScheduleSchema(
      @HttpTrigger(
              name = "request",
              route = "schemas/schedule.json",
              methods = HttpMethod.GET,
              authLevel = AuthorizationLevel.ANONYMOUS)
          HttpRequestMessage<Optional<String>> request) {
    return schema(request, ScheduleSchema.text());
  }

  @FunctionName("GetTriggerSchema")
  public HttpResponseMessage getTriggerSchema(
      @HttpTrigger(
              name = "request",
              route = "schemas/trigger.json",
              methods = HttpMethod.GET,
              authLevel = AuthorizationLevel.ANONYMOUS)
          HttpRequestMessage<Optional<String>> request) {
    return schema(request, TriggerSchema.text());
  }

  private static HttpResponseMessage schema(HttpRequestMessage<?> request, String text) {
    return request
        .createResponseBuilder(HttpStatus.OK)
        .header("Content-Type", "application/schema+json")
        .body(text)
        .build();
  }
}
