package dev.estiba.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import dev.estiba.orchestration.RunTask;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.ParsedTask;
import dev.estiba.task.TaskParser;
import dev.estiba.task.TaskPhase;
import dev.estiba.task.TaskResult;
import dev.estiba.task.TaskState;
import dev.estiba.task.TaskStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/CreateACI?name=&rg=&image=&tag=}: creates a container group, and answers once it
 * exists or cannot. It is a task like any other: watched, its log kept, and deleted at its end.
 */
public final class CreateAciFunction {

  private static final String DEFAULT_NAME = "Default";
  private static final String DEFAULT_RESOURCE_GROUP = "DefaultACIRg";
  private static final String DEFAULT_TAG = "latest";

  /** Below the 230 s after which Azure's front end gives a request up. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(200);

  /** Not what follows: a refused group is cleaned up too, and only the result says "refused". */
  private static final Set<TaskPhase> DECIDED =
      EnumSet.of(TaskPhase.QUEUED, TaskPhase.STARTING, TaskPhase.RUNNING);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final Services services;

  public CreateAciFunction(Services services) {
    this.services = services;
  }

  @FunctionName("CreateACI")
  public HttpResponseMessage createAci(
      @HttpTrigger(
              name = "request",
              methods = {HttpMethod.GET, HttpMethod.POST},
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext)
      throws InterruptedException {
    ParsedTask parsed = TaskParser.parse(document(request.getQueryParameters()));
    if (parsed instanceof ParsedTask.Invalid invalid) {
      String problems =
          invalid.problems().stream()
              .map(CreateAciFunction::told)
              .collect(Collectors.joining("; "));
      return message(request, HttpStatus.BAD_REQUEST, problems);
    }
    Settings settings = services.settings();
    ContainerTask task =
        ((ParsedTask.Valid) parsed).task().placedIn(settings.resourceGroup(), settings.location());
    try (DurableTaskClient client = durableContext.getClient()) {
      String instanceId = Instances.newId();
      Instances.start(
          client, RunTask.NAME, instanceId, settings.runDefaults().input(task, instanceId, null));
      return answer(request, durableContext, awaitCreation(client, instanceId), task);
    }
  }

  private static ObjectNode document(Map<String, String> query) {
    ObjectNode document = Json.object();
    document.put("name", query.getOrDefault("name", DEFAULT_NAME).toLowerCase(Locale.ROOT));
    document.put("resourceGroup", query.getOrDefault("rg", DEFAULT_RESOURCE_GROUP));
    String image = query.get("image");
    if (image != null) {
      document.put("image", withTag(image, query.get("tag")));
    }
    return document;
  }

  private static String withTag(String image, @Nullable String tag) {
    boolean hasTag = image.substring(image.lastIndexOf('/') + 1).contains(":");
    return hasTag && tag == null ? image : image + ":" + (tag == null ? DEFAULT_TAG : tag);
  }

  private static String told(Problem problem) {
    String field = problem.path().replaceFirst("^/", "").replace("resourceGroup", "rg");
    return field + " " + problem.message();
  }

  /** Returns the instance as soon as Azure accepted or refused its group. */
  private static OrchestrationMetadata awaitCreation(DurableTaskClient client, String instanceId)
      throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (true) {
      OrchestrationMetadata instance =
          Instances.find(client, instanceId, RunTask.NAME).orElseThrow();
      Optional<TaskPhase> phase = TaskViews.status(instance).map(TaskStatus::phase);
      boolean decided = instance.isCompleted() || phase.filter(DECIDED::contains).isPresent();
      if (decided || System.nanoTime() > deadline) {
        return instance;
      }
      TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
    }
  }

  private HttpResponseMessage answer(
      HttpRequestMessage<?> request,
      DurableClientContext durableContext,
      OrchestrationMetadata instance,
      ContainerTask task) {
    Optional<TaskResult> result = TaskViews.result(instance);
    if (result.isPresent() && result.get().state() == TaskState.REJECTED) {
      var reason = result.get().reason();
      return message(
          request, HttpStatus.BAD_REQUEST, reason == null ? "Refused." : reason.message());
    }
    return CheckStatus.answer(
        request, durableContext, instance.getInstanceId(), told(instance, task));
  }

  private String told(OrchestrationMetadata instance, ContainerTask task) {
    Optional<TaskStatus> status = TaskViews.status(instance);
    String group = status.map(TaskStatus::containerGroup).orElse("");
    String what =
        "ACI "
            + group
            + " in RG "
            + task.placement().resourceGroup()
            + " to run "
            + task.container().image();
    String id =
        " ID is /subscriptions/"
            + services.settings().subscriptionId()
            + "/resourceGroups/"
            + task.placement().resourceGroup()
            + "/providers/Microsoft.ContainerInstance/containerGroups/"
            + group;
    return status
        .filter(s -> s.phase() == TaskPhase.QUEUED)
        .flatMap(s -> Optional.ofNullable(s.reason()))
        .map(reason -> what + " waits to be created: " + reason.message() + id)
        .orElse(what + " was created." + id);
  }

  private static HttpResponseMessage message(
      HttpRequestMessage<?> request, HttpStatus status, String message) {
    return request
        .createResponseBuilder(status)
        .header("Content-Type", "application/json")
        .body(Json.writePretty(Map.of("message", message)) + "\n")
        .build();
  }
}
