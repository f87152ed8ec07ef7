package dev.estiba.local.functionhost.durable;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.estiba.local.functionhost.web.HttpCall;
import dev.estiba.local.functionhost.web.HttpReply;
import dev.estiba.local.functionhost.web.Json;
import dev.estiba.local.taskhub.InstanceExistsException;
import dev.estiba.local.taskhub.InstanceState;
import dev.estiba.local.taskhub.NewInstance;
import dev.estiba.local.taskhub.RuntimeStatus;
import dev.estiba.local.taskhub.TaskHubClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts and restarts orchestrations over HTTP, and waits for them when asked to. */
final class OrchestrationStarts {

  private static final String RETRY_AFTER_SECONDS = "10";
  private static final String UNKNOWN_SOURCE =
      "InstanceId does not match a valid orchestration instance.";

  private final TaskHubClient hub;
  private final ManagementUrls urls;
  private final DurableApi.OrchestratorNames orchestrators;
  private final InstanceReads reads;
  private final EndWaits waits;

  OrchestrationStarts(
      TaskHubClient hub,
      ManagementUrls urls,
      DurableApi.OrchestratorNames orchestrators,
      InstanceReads reads,
      EndWaits waits) {
    this.hub = hub;
    this.urls = urls;
    this.orchestrators = orchestrators;
    this.reads = reads;
    this.waits = waits;
  }

  HttpReply start(HttpCall call, String function, @Nullable String instanceId)
      throws InterruptedException {
    if (!orchestrators.has(function)) {
      String why =
          "The function '"
              + function
              + "' doesn't exist, is disabled, or is not an orchestrator function.";
      throw ApiException.wrongArgument(why, why);
    }
    NewInstance instance = new NewInstance(function, instanceId, input(call), null);
    return begin(call, () -> started(instance));
  }

  private String started(NewInstance instance) {
    try {
      return hub.schedule(instance);
    } catch (InstanceExistsException e) {
      throw ApiException.alreadyExists(String.valueOf(e.getMessage()), e.getMessage());
    } catch (IllegalArgumentException e) { // a bad instance id
      throw ApiException.wrongArgument(String.valueOf(e.getMessage()), e.getMessage());
    }
  }

  HttpReply restart(HttpCall call, String instanceId) throws InterruptedException {
    InstanceState source =
        hub.find(instanceId)
            .orElseThrow(
                () ->
                    ApiException.wrongArgument(
                        UNKNOWN_SOURCE, "There is no instance '" + instanceId + "'."));
    if (!orchestrators.has(source.name())) {
      throw ApiException.wrongArgument(
          UNKNOWN_SOURCE, "There is no orchestrator function '" + source.name() + "' any more.");
    }
    boolean withNewId = call.query().flag("restartWithNewInstanceId", true);
    return begin(call, () -> restarted(instanceId, withNewId));
  }

  private String restarted(String instanceId, boolean withNewId) {
    try {
      return hub.restart(instanceId, withNewId);
    } catch (InstanceExistsException e) {
      throw ApiException.alreadyExists(
          "A non-terminal instance with this instance ID already exists.", e.getMessage());
    }
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
      throw ApiException.invalidJson(e.getOriginalMessage());
    }
  }

  private HttpReply begin(HttpCall call, Supplier<String> start) throws InterruptedException {
    Optional<Duration> wait = WaitTime.of(call.query());
    return wait.isEmpty()
        ? accepted(call, start.get())
        : waits.inPlace(() -> ended(call, start.get(), wait.get()));
  }

  private HttpReply ended(HttpCall call, String instanceId, Duration wait)
      throws InterruptedException {
    return waits
        .ended(instanceId, wait)
        .map(ended -> result(call, ended))
        .orElseGet(() -> accepted(call, instanceId));
  }

  /** The output alone, or else the status: with 200 whatever the query says, as the extension. */
  private HttpReply result(HttpCall call, InstanceState ended) {
    return ended.status() == RuntimeStatus.COMPLETED
        ? HttpReply.json(200, Json.embed(ended.output()))
        : reads.status(call, ended, false);
  }

  private HttpReply accepted(HttpCall call, String instanceId) {
    String origin = origin(call);
    return HttpReply.json(202, urls.payload(origin, instanceId))
        .with("Location", urls.status(origin, instanceId))
        .with("Retry-After", RETRY_AFTER_SECONDS);
  }

  /** What the URLs of an answer begin with. The place for what a proxy forwards. */
  private static String origin(HttpCall call) {
    return call.origin();
  }
}
