package dev.estiba.functions;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import dev.estiba.event.TriggerRecord;
import dev.estiba.event.TriggerView;
import java.time.InstantSource;
import java.util.Optional;

/** {@code /api/triggers}: put, see, pause and delete what starts when something happens. */
public final class TriggerFunctions {

  private final Services services;

  public TriggerFunctions(Services services) {
    this.services = services;
  }

  private TriggerChanges changes() {
    return new TriggerChanges(services, InstantSource.system());
  }

  /** 201 or 200 with the trigger; 412 if it is not as If-Match or If-None-Match asks. */
  @FunctionName("PutTrigger")
  public HttpResponseMessage putTrigger(
      @HttpTrigger(
              name = "request",
              route = "triggers/{name}",
              methods = HttpMethod.PUT,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("name") String name,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    return answers(request, name, durableContext)
        .put((document, preconditions) -> changes().put(name, document, preconditions));
  }

  /** All of them, each with its last run. */
  @FunctionName("ListTriggers")
  public HttpResponseMessage listTriggers(
      @HttpTrigger(
              name = "request",
              route = "triggers",
              methods = HttpMethod.GET,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request) {
    return Reachable.answer(
        request,
        () ->
            Answers.json(
                request,
                new TriggerView.All(
                    services.triggers().all().entrySet().stream()
                        .map(found -> TriggerViews.summary(found.getKey(), found.getValue()))
                        .toList())));
  }

  /** With its last ten runs, and how these are now. */
  @FunctionName("GetTrigger")
  public HttpResponseMessage getTrigger(
      @HttpTrigger(
              name = "request",
              route = "triggers/{name}",
              methods = HttpMethod.GET,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("name") String name,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    return answers(request, name, durableContext).show(() -> services.triggers().read(name));
  }

  /** 204; what it has started goes on. */
  @FunctionName("DeleteTrigger")
  public HttpResponseMessage deleteTrigger(
      @HttpTrigger(
              name = "request",
              route = "triggers/{name}",
              methods = HttpMethod.DELETE,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("name") String name,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    return answers(request, name, durableContext)
        .change(preconditions -> services.triggers().delete(name, preconditions::hold));
  }

  /** Has it start nothing more; what happens meanwhile is not made up for. */
  @FunctionName("PauseTrigger")
  public HttpResponseMessage pauseTrigger(
      @HttpTrigger(
              name = "request",
              route = "triggers/{name}/pause",
              methods = HttpMethod.POST,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("name") String name,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    return answers(request, name, durableContext)
        .change(preconditions -> changes().pause(name, preconditions));
  }

  @FunctionName("ResumeTrigger")
  public HttpResponseMessage resumeTrigger(
      @HttpTrigger(
              name = "request",
              route = "triggers/{name}/resume",
              methods = HttpMethod.POST,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("name") String name,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    return answers(request, name, durableContext)
        .change(preconditions -> changes().resume(name, preconditions));
  }

  private DefinitionAnswers<TriggerRecord> answers(
      HttpRequestMessage<Optional<String>> request,
      String name,
      DurableClientContext durableContext) {
    return new DefinitionAnswers<>(
        "trigger",
        request,
        name,
        trigger -> {
          try (DurableTaskClient client = durableContext.getClient()) {
            return new TriggerViews(new LaunchedRuns(client, services)).view(name, trigger);
          }
        });
  }
}
