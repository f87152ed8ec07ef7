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
import dev.estiba.schedule.ScheduleRecord;
import dev.estiba.schedule.ScheduleView;
import dev.estiba.schedule.ScheduledRun;
import dev.estiba.schedule.Scheduler;
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

  private Scheduler scheduler(DurableTaskClient client) {
    return new Scheduler(services.schedules(), new LaunchedRuns(client, services), CLOCK);
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
    try (DurableTaskClient client = durableContext.getClient()) {
      ScheduleChanges changes = new ScheduleChanges(services, scheduler(client));
      return answers(request, name, durableContext)
          .put((document, preconditions) -> changes.put(name, document, preconditions));
    }
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
    return answers(request, name, durableContext).show(() -> services.schedules().read(name));
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
    return answers(request, name, durableContext)
        .change(preconditions -> services.schedules().delete(name, preconditions::hold));
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
    DefinitionAnswers<ScheduleRecord> answers = answers(request, name, durableContext);
    return answers.known(
        () -> {
          try (DurableTaskClient client = durableContext.getClient()) {
            return scheduler(client)
                .startNow(name, key(request))
                .map(run -> answer(request, run, durableContext))
                .orElseGet(answers::unknown);
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
    return enable(false, name, answers(request, name, durableContext));
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
    return enable(true, name, answers(request, name, durableContext));
  }

  private HttpResponseMessage enable(
      boolean enabled, String name, DefinitionAnswers<ScheduleRecord> answers) {
    return answers.change(
        preconditions ->
            services.schedules().enable(name, enabled, preconditions::hold, CLOCK.instant()));
  }

  private DefinitionAnswers<ScheduleRecord> answers(
      HttpRequestMessage<Optional<String>> request,
      String name,
      DurableClientContext durableContext) {
    return new DefinitionAnswers<>(
        "schedule",
        request,
        name,
        schedule -> {
          try (DurableTaskClient client = durableContext.getClient()) {
            return ScheduleView.of(
                schedule,
                CLOCK.instant(),
                Secrets.hidden(schedule.definition().deepCopy()),
                new LaunchedRuns(client, services)::state);
          }
        });
  }
}
