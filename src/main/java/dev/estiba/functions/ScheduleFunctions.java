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
import dev.estiba.schedule.ScheduleRecord;
import dev.estiba.schedule.ScheduleView;
import dev.estiba.schedule.ScheduledRun;
import dev.estiba.schedule.Scheduler;
import dev.estiba.schedule.Schedules;
import dev.estiba.task.Names;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code /api/schedules}: put, see, pause and delete what starts at certain times, or run it. */
public final class ScheduleFunctions {

  private static final InstantSource CLOCK = InstantSource.system();

  /** Of an id that tells one wish from another. */
  private static final int KEY_CHARACTERS = 12;

  private final Services services;

  public ScheduleFunctions(Services services) {
    this.services = services;
  }

  /** 201 or 200 with the schedule; 412 if it is not as If-Match or If-None-Match asks. */
  @FunctionName("PutSchedule")
  public HttpResponseMessage putSchedule(
      @HttpTrigger(
              name = "request",
              route = "schedules/{name}",
              methods = HttpMethod.PUT,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("name") String name,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    if (!Names.TASK.allows(name)) {
      return Requests.invalid(
          request, List.of(new Problem("", "The schedule's name " + Names.TASK.says())));
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
    try (DurableTaskClient client = durableContext.getClient()) {
      ScheduleChanges.Change change =
          new ScheduleChanges(services, scheduler(client), CLOCK)
              .put(name, document, Preconditions.of(request));
      if (change instanceof ScheduleChanges.Change.Invalid invalid) {
        return Requests.invalid(request, invalid.problems());
      }
      if (change instanceof ScheduleChanges.Change.Unavailable unavailable) {
        return new Submissions.Outcome.Unavailable(unavailable.reason()).answer(request);
      }
      return answer(request, name, ((ScheduleChanges.Change.Asked) change).outcome(), client);
    }
  }

  private Scheduler scheduler(DurableTaskClient client) {
    return new Scheduler(services.schedules(), new LaunchedRuns(client, services), CLOCK);
  }

  /** All of them, each with its next due time and its last run. */
  @FunctionName("ListSchedules")
  public HttpResponseMessage listSchedules(
      @HttpTrigger(
              name = "request",
              route = "schedules",
              methods = HttpMethod.GET,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    return Reachable.answer(
        request,
        () -> {
          try (DurableTaskClient client = durableContext.getClient()) {
            return Answers.json(request, new ScheduleView.All(all(client)));
          }
        });
  }

  private List<ScheduleView> all(DurableTaskClient client) throws IOException {
    LaunchedRuns runs = new LaunchedRuns(client, services);
    List<ScheduleView> all = new ArrayList<>();
    for (String name : services.schedules().names()) {
      services
          .schedules()
          .read(name)
          .map(record -> record.withLastRun())
          .map(record -> ScheduleView.of(record, CLOCK.instant(), null, runs::state))
          .ifPresent(all::add);
    }
    return all;
  }

  /** With its next five due times, and its last ten runs as they are now. */
  @FunctionName("GetSchedule")
  public HttpResponseMessage getSchedule(
      @HttpTrigger(
              name = "request",
              route = "schedules/{name}",
              methods = HttpMethod.GET,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("name") String name,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    return known(
        request,
        name,
        () -> {
          try (DurableTaskClient client = durableContext.getClient()) {
            Optional<ScheduleRecord> found = services.schedules().read(name);
            return found.isEmpty()
                ? unknown(request, name)
                : view(request, HttpStatus.OK, found.get(), client);
          }
        });
  }

  /** 204; what it has started goes on. */
  @FunctionName("DeleteSchedule")
  public HttpResponseMessage deleteSchedule(
      @HttpTrigger(
              name = "request",
              route = "schedules/{name}",
              methods = HttpMethod.DELETE,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("name") String name,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    return change(
        request,
        name,
        durableContext,
        () -> services.schedules().delete(name, Preconditions.of(request)::hold));
  }

  /**
   * Starts it now, even if it is paused and whatever goes on; once for each {@code
   * Idempotency-Key}. 202 with the check-status payload of what was started.
   */
  @FunctionName("RunSchedule")
  public HttpResponseMessage runSchedule(
      @HttpTrigger(
              name = "request",
              route = "schedules/{name}/run",
              methods = HttpMethod.POST,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("name") String name,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    return known(
        request,
        name,
        () -> {
          try (DurableTaskClient client = durableContext.getClient()) {
            return scheduler(client)
                .startNow(name, key(request))
                .map(run -> answer(request, run, durableContext))
                .orElseGet(() -> unknown(request, name));
          }
        });
  }

  private String key(HttpRequestMessage<?> request) {
    String key = request.getHeaders().getOrDefault("idempotency-key", "");
    String id = key.isBlank() ? Instances.newId() : Instances.idOf(services.settings(), key);
    return id.substring(0, KEY_CHARACTERS);
  }

  private static HttpResponseMessage answer(
      HttpRequestMessage<?> request, ScheduledRun run, DurableClientContext durableContext) {
    return switch (run.state()) {
      case STARTED, STARTING -> CheckStatus.answer(request, durableContext, run.instanceId());
      case REFUSED ->
          Problems.answer(
              request, HttpStatus.CONFLICT, "Cannot be started", String.valueOf(run.why()));
      default ->
          Problems.unavailable(
              request, "It starts as soon as it can, as " + run.instanceId() + ".", "10");
    };
  }

  /** Has it start nothing more; what is due meanwhile is not made up for. */
  @FunctionName("PauseSchedule")
  public HttpResponseMessage pauseSchedule(
      @HttpTrigger(
              name = "request",
              route = "schedules/{name}/pause",
              methods = HttpMethod.POST,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("name") String name,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    return change(request, name, durableContext, () -> enable(request, name, false));
  }

  @FunctionName("ResumeSchedule")
  public HttpResponseMessage resumeSchedule(
      @HttpTrigger(
              name = "request",
              route = "schedules/{name}/resume",
              methods = HttpMethod.POST,
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("name") String name,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    return change(request, name, durableContext, () -> enable(request, name, true));
  }

  private Schedules.Outcome enable(HttpRequestMessage<?> request, String name, boolean enabled)
      throws IOException {
    return services
        .schedules()
        .enable(name, enabled, Preconditions.of(request)::hold, CLOCK.instant());
  }

  /** Changes a schedule that is there. */
  private interface Changing {
    Schedules.Outcome change() throws IOException;
  }

  private HttpResponseMessage change(
      HttpRequestMessage<?> request,
      String name,
      DurableClientContext durableContext,
      Changing changing) {
    return known(
        request,
        name,
        () -> {
          try (DurableTaskClient client = durableContext.getClient()) {
            return answer(request, name, changing.change(), client);
          }
        });
  }

  private static HttpResponseMessage known(
      HttpRequestMessage<?> request, String name, Reachable.Answer answer) {
    return Names.TASK.allows(name) ? Reachable.answer(request, answer) : unknown(request, name);
  }

  private HttpResponseMessage answer(
      HttpRequestMessage<?> request,
      String name,
      Schedules.Outcome outcome,
      DurableTaskClient client) {
    if (outcome instanceof Schedules.Outcome.Unknown) {
      return unknown(request, name);
    }
    if (outcome instanceof Schedules.Outcome.Conflict) {
      return Preconditions.failed(request, "The schedule " + name);
    }
    Schedules.Outcome.Done done = (Schedules.Outcome.Done) outcome;
    if (request.getHttpMethod() == HttpMethod.DELETE) {
      return request.createResponseBuilder(HttpStatus.NO_CONTENT).build();
    }
    return view(
        request, done.created() ? HttpStatus.CREATED : HttpStatus.OK, done.schedule(), client);
  }

  private HttpResponseMessage view(
      HttpRequestMessage<?> request,
      HttpStatus status,
      ScheduleRecord record,
      DurableTaskClient client) {
    ScheduleView view =
        ScheduleView.of(
            record,
            CLOCK.instant(),
            Secrets.hidden(record.definition().deepCopy()),
            new LaunchedRuns(client, services)::state);
    return request
        .createResponseBuilder(status)
        .header("Content-Type", "application/json")
        .header("ETag", record.entityTag())
        .body(Json.writePretty(view) + "\n")
        .build();
  }

  private static HttpResponseMessage unknown(HttpRequestMessage<?> request, String name) {
    return Problems.answer(
        request,
        HttpStatus.NOT_FOUND,
        "Unknown schedule",
        "There is no schedule with the name '" + name + "'.");
  }
}
