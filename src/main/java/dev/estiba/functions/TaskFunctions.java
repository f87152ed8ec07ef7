package dev.estiba.functions;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import dev.estiba.orchestration.RunTask;
import dev.estiba.pipeline.DocumentKind;
import java.io.IOException;
import java.util.Optional;

/** {@code /api/tasks}: submit a task, see it, read its log, cancel it. */
public final class TaskFunctions {

  private final Services services;

  public TaskFunctions(Services services) {
    this.services = services;
  }

  /** 202 with the check-status payload, whose URLs tell the rest. */
  @FunctionName("SubmitTask")
  public HttpResponseMessage submitTask(
      @HttpTrigger(
              name = "request",
              route = "tasks",
              methods = HttpMethod.POST,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    return new SubmitRequests(services).answer(request, durableContext, DocumentKind.TASK);
  }

  @FunctionName("GetTask")
  public HttpResponseMessage getTask(
      @HttpTrigger(
              name = "request",
              route = "tasks/{id}",
              methods = HttpMethod.GET,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("id") String id,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    try (DurableTaskClient client = durableContext.getClient()) {
      return Instances.find(client, id, RunTask.NAME)
          .map(instance -> Answers.json(request, TaskViews.view(instance, client)))
          .orElseGet(() -> unknown(request, id));
    }
  }

  /**
   * A log as text: of a long one the first MB from {@code offset} on. The query may name the {@code
   * container}, the {@code attempt} and the {@code offset}, and ask for {@code timestamps}. The
   * header {@code X-Estiba-Next-Offset} says where to go on, {@code X-Estiba-Log-Complete} whether
   * anything more will come, {@code X-Estiba-Log-Gaps} in how many places lines may be missing,
   * {@code X-Estiba-Log-Attempt} which attempt this is and {@code X-Estiba-Attempts} how many there
   * are so far.
   */
  @FunctionName("GetTaskLogs")
  public HttpResponseMessage getTaskLogs(
      @HttpTrigger(
              name = "request",
              route = "tasks/{id}/logs",
              methods = HttpMethod.GET,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("id") String id,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext)
      throws IOException {
    Optional<OrchestrationMetadata> instance = find(durableContext, id);
    return instance.isEmpty()
        ? unknown(request, id)
        : TaskLogs.answer(request, services, instance.get());
  }

  /**
   * Asks the task to end; its group is deleted and its result says {@code Cancelled}, and what the
   * parameters {@code reason} and {@code by} say.
   */
  @FunctionName("CancelTask")
  public HttpResponseMessage cancelTask(
      @HttpTrigger(
              name = "request",
              route = "tasks/{id}/cancel",
              methods = HttpMethod.POST,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("id") String id,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    Optional<OrchestrationMetadata> instance = find(durableContext, id);
    if (instance.isEmpty()) {
      return unknown(request, id);
    }
    if (instance.get().isCompleted()) {
      return Problems.answer(
          request,
          HttpStatus.CONFLICT,
          "Task has ended",
          "The task " + id + " has ended already: " + TaskViews.view(instance.get()).state() + ".");
    }
    try (DurableTaskClient client = durableContext.getClient()) {
      Cancels.raise(client, id, Cancels.data(request));
    }
    return CheckStatus.answer(request, durableContext, id);
  }

  /** Each client opens a connection of its own in Azure, and nobody else closes it. */
  private static Optional<OrchestrationMetadata> find(
      DurableClientContext durableContext, String id) {
    try (DurableTaskClient client = durableContext.getClient()) {
      return Instances.find(client, id, RunTask.NAME);
    }
  }

  private static HttpResponseMessage unknown(HttpRequestMessage<?> request, String id) {
    return Problems.answer(
        request,
        HttpStatus.NOT_FOUND,
        "Unknown task",
        "There is no task with id '" + id + "'. It may have been purged.");
  }
}
