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
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import dev.estiba.document.Document;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import dev.estiba.event.TriggerRecord;
import dev.estiba.event.TriggerView;
import dev.estiba.event.Triggers;
import dev.estiba.task.Names;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@code /api/triggers}: put, see, pause and delete what starts when something happens. */
public final class TriggerFunctions {

  private final Services services;

  public TriggerFunctions(Services services) {
    this.services = services;
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
    if (!Names.TASK.allows(name)) {
      return Requests.invalid(
          request, List.of(new Problem("", "The trigger's name " + Names.TASK.says())));
    }
    Requests.Read read = Requests.read(request, Document.MAX_BYTES);
    if (read instanceof Requests.Read.Refused refused) {
      return refused.answer();
    }
    Document.Tree document = ((Requests.Read.Accepted) read).document();
    return Reachable.answer(request, () -> put(request, name, document, durableContext));
  }

  private HttpResponseMessage put(
      HttpRequestMessage<?> request,
      String name,
      Document.Tree document,
      DurableClientContext durableContext)
      throws IOException {
    TriggerChanges.Change change = changes().put(name, document, Preconditions.of(request));
    if (change instanceof TriggerChanges.Change.Invalid invalid) {
      return Requests.invalid(request, invalid.problems());
    }
    if (change instanceof TriggerChanges.Change.Unavailable unavailable) {
      return new Submissions.Outcome.Unavailable(unavailable.reason()).answer(request);
    }
    return answer(request, name, ((TriggerChanges.Change.Asked) change).outcome(), durableContext);
  }

  private TriggerChanges changes() {
    return new TriggerChanges(services, InstantSource.system());
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
    if (!Names.TASK.allows(name)) {
      return unknown(request, name);
    }
    return Reachable.answer(
        request,
        () -> {
          Optional<TriggerRecord> trigger = services.triggers().read(name);
          return trigger.isEmpty()
              ? unknown(request, name)
              : view(request, HttpStatus.OK, name, trigger.get(), durableContext);
        });
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
    return change(
        request,
        name,
        durableContext,
        () -> services.triggers().delete(name, Preconditions.of(request)::hold));
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
    return change(
        request, name, durableContext, () -> changes().pause(name, Preconditions.of(request)));
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
    return change(
        request, name, durableContext, () -> changes().resume(name, Preconditions.of(request)));
  }

  /** Changes a trigger that is there. */
  private interface Changing {
    Triggers.Outcome change() throws IOException;
  }

  private HttpResponseMessage change(
      HttpRequestMessage<?> request,
      String name,
      DurableClientContext durableContext,
      Changing changing) {
    return Names.TASK.allows(name)
        ? Reachable.answer(request, () -> answer(request, name, changing.change(), durableContext))
        : unknown(request, name);
  }

  private HttpResponseMessage answer(
      HttpRequestMessage<?> request,
      String name,
      Triggers.Outcome outcome,
      DurableClientContext durableContext) {
    if (outcome instanceof Triggers.Outcome.Unknown) {
      return unknown(request, name);
    }
    if (outcome instanceof Triggers.Outcome.Conflict) {
      return Preconditions.failed(request, "The trigger " + name);
    }
    if (request.getHttpMethod() == HttpMethod.DELETE) {
      return request.createResponseBuilder(HttpStatus.NO_CONTENT).build();
    }
    Triggers.Outcome.Done done = (Triggers.Outcome.Done) outcome;
    HttpStatus status = done.created() ? HttpStatus.CREATED : HttpStatus.OK;
    return view(request, status, name, done.trigger(), durableContext);
  }

  private HttpResponseMessage view(
      HttpRequestMessage<?> request,
      HttpStatus status,
      String name,
      TriggerRecord trigger,
      DurableClientContext durableContext) {
    try (DurableTaskClient client = durableContext.getClient()) {
      TriggerView view = new TriggerViews(new LaunchedRuns(client, services)).view(name, trigger);
      return request
          .createResponseBuilder(status)
          .header("Content-Type", "application/json")
          .header("ETag", trigger.entityTag())
          .body(Json.writePretty(view) + "\n")
          .build();
    }
  }

  private static HttpResponseMessage unknown(HttpRequestMessage<?> request, String name) {
    return Problems.answer(
        request,
        HttpStatus.NOT_FOUND,
        "Unknown trigger",
        "There is no trigger with the name '" + name + "'.");
  }
}
