package dev.estiba.local.functionhost.durable;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.estiba.local.functionhost.web.BadRequestException;
import dev.estiba.local.functionhost.web.HttpCall;
import dev.estiba.local.functionhost.web.HttpReply;
import dev.estiba.local.functionhost.web.Json;
import dev.estiba.local.functionhost.web.QueryString;
import dev.estiba.local.taskhub.InstanceNotFoundException;
import dev.estiba.local.taskhub.InstanceState;
import dev.estiba.local.taskhub.NewInstance;
import dev.estiba.local.taskhub.RuntimeStatus;
import dev.estiba.local.taskhub.TaskHubClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts and restarts orchestrations over HTTP, and waits for them when asked to. */
final class OrchestrationStarts {

  private static final int MAX_ID_LENGTH = 100;
  private static final String RETRY_AFTER_SECONDS = "10";

  /** Seconds after which Azure's front end gives a request up. */
  private static final double LONGEST_WAIT = 230;

  private static final Duration SHORTEST_POLL = Duration.ofMillis(10);

  private final TaskHubClient hub;
  private final String hubName;
  private final DurableApi.OrchestratorNames orchestrators;

  OrchestrationStarts(
      TaskHubClient hub, String hubName, DurableApi.OrchestratorNames orchestrators) {
    this.hub = hub;
    this.hubName = hubName;
    this.orchestrators = orchestrators;
  }

  HttpReply start(HttpCall call, String function, @Nullable String instanceId)
      throws InterruptedException {
    if (!orchestrators.has(function)) {
      throw new BadRequestException("There is no orchestrator function '" + function + "'.", null);
    }
    if (instanceId != null) {
      refuseBadId(instanceId);
    }
    Optional<Wait> wait = Wait.of(call.query());
    String started = hub.schedule(new NewInstance(function, instanceId, input(call), null));
    return answer(call, started, wait);
  }

  HttpReply restart(HttpCall call, String instanceId) throws InterruptedException {
    Optional<Wait> wait = Wait.of(call.query());
    boolean newId = call.query().flag("restartWithNewInstanceId", true);
    String started;
    try {
      started = hub.restart(instanceId, newId);
    } catch (InstanceNotFoundException e) {
      throw new BadRequestException("InstanceId does not match a valid orchestration instance.", e);
    }
    return answer(call, started, wait);
  }

  private static @Nullable String input(HttpCall call) {
    if (call.body().length == 0) {
      return null;
    }
    String text = new String(call.body(), StandardCharsets.UTF_8);
    try {
      Json.read(text);
      return text;
    } catch (JsonProcessingException e) {
      throw new BadRequestException("Invalid JSON content: " + e.getOriginalMessage(), e);
    }
  }

  private static void refuseBadId(String instanceId) {
    boolean bad =
        instanceId.isBlank()
            || instanceId.length() > MAX_ID_LENGTH
            || instanceId.startsWith("@")
            || instanceId
                .chars()
                .anyMatch(c -> "/\\#?".indexOf(c) >= 0 || Character.isISOControl(c));
    if (bad) {
      throw new BadRequestException(
          "An instance id has 1 to 100 characters, none of them / \\ # ? or a control character,"
              + " and does not start with @.",
          null);
    }
  }

  private HttpReply answer(HttpCall call, String instanceId, Optional<Wait> wait)
      throws InterruptedException {
    if (wait.isPresent()) {
      Optional<InstanceState> ended = wait.get().untilEnded(hub, instanceId);
      if (ended.isPresent()) {
        return result(ended.get());
      }
    }
    String location =
        ManagementUrls.instance(call.origin(), instanceId)
            + "?"
            + ManagementUrls.requiredQuery(hubName);
    return HttpReply.json(202, ManagementUrls.payload(call.origin(), instanceId, hubName))
        .with("Location", location)
        .with("Retry-After", RETRY_AFTER_SECONDS);
  }

  private static HttpReply result(InstanceState ended) {
    return ended.status() == RuntimeStatus.COMPLETED
        ? HttpReply.json(200, Json.embed(ended.output()))
        : HttpReply.json(200, InstanceJson.of(ended, true));
  }

  /** How long to wait for the end, and how often to look. */
  private record Wait(Duration timeout, Duration interval) {

    static Optional<Wait> of(QueryString query) {
      Optional<Duration> timeout = seconds(query, "timeout");
      Optional<Duration> interval = seconds(query, "pollingInterval");
      if (timeout.isEmpty() || interval.isEmpty()) {
        return Optional.empty();
      }
      if (interval.get().compareTo(timeout.get()) > 0) {
        throw new BadRequestException("pollingInterval must not be more than timeout.", null);
      }
      return Optional.of(new Wait(timeout.get(), interval.get()));
    }

    private static Optional<Duration> seconds(QueryString query, String name) {
      try {
        return query
            .value(name)
            .map(Double::parseDouble)
            .filter(seconds -> seconds >= 0 && seconds <= Integer.MAX_VALUE)
            .map(seconds -> Duration.ofMillis((long) (Math.min(seconds, LONGEST_WAIT) * 1000)));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }

    Optional<InstanceState> untilEnded(TaskHubClient hub, String instanceId)
        throws InterruptedException {
      long deadline = System.nanoTime() + timeout.toNanos();
      while (true) {
        Optional<InstanceState> state = hub.find(instanceId);
        long left = deadline - System.nanoTime();
        if (state.isEmpty() || state.get().status().isTerminal() || left <= 0) {
          return state.filter(found -> found.status().isTerminal());
        }
        long pause = Math.max(interval.toNanos(), SHORTEST_POLL.toNanos());
        TimeUnit.NANOSECONDS.sleep(Math.min(left, pause));
      }
    }
  }
}
