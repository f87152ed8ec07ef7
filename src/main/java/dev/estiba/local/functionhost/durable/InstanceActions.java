package dev.estiba.local.functionhost.durable;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.estiba.local.functionhost.web.HttpCall;
import dev.estiba.local.functionhost.web.HttpReply;
import dev.estiba.local.functionhost.web.Json;
import dev.estiba.local.taskhub.InstanceNotFoundException;
import dev.estiba.local.taskhub.InstanceState;
import dev.estiba.local.taskhub.RuntimeStatus;
import dev.estiba.local.taskhub.TaskHubClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does to instances what is asked: events, control, purge. */
final class InstanceActions {

  private final TaskHubClient hub;

  InstanceActions(TaskHubClient hub) {
    this.hub = hub;
  }

  HttpReply raiseEvent(HttpCall call, String instanceId, String eventName) {
    if (existing(instanceId).status().isTerminal()) {
      return HttpReply.of(410);
    }
    String contentType = call.headers().getOrDefault("content-type", "");
    if (!contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
      return HttpReply.message(400, "Only application/json request content is supported");
    }
    hub.raiseEvent(instanceId, eventName, json(call));
    return HttpReply.of(202);
  }

  private static String json(HttpCall call) {
    String text = new String(call.body(), StandardCharsets.UTF_8);
    try {
      Json.read(text);
      return text;
    } catch (JsonProcessingException e) {
      throw ApiException.invalidJson(e.getOriginalMessage());
    }
  }

  /**
   * @param operation in lower case
   */
  HttpReply control(HttpCall call, String instanceId, String operation) {
    String reason = call.query().value("reason").orElse(null);
    return switch (operation) {
      case "terminate" -> onLive(instanceId, live -> hub.terminate(instanceId, reason));
      case "suspend" -> onLive(instanceId, live -> suspend(live, reason));
      case "resume" -> onLive(instanceId, live -> resume(live, reason));
      case "rewind" -> rewind(instanceId, reason);
      default -> HttpReply.of(404);
    };
  }

  private void suspend(InstanceState live, @Nullable String reason) {
    if (live.status() == RuntimeStatus.SUSPENDED) {
      throw refused("suspend", live);
    }
    hub.suspend(live.instanceId(), reason);
  }

  private void resume(InstanceState live, @Nullable String reason) {
    if (live.status() != RuntimeStatus.SUSPENDED) {
      throw refused("resume", live);
    }
    hub.resume(live.instanceId(), reason);
  }

  private static ApiException refused(String operation, InstanceState live) {
    return ApiException.wrongState(
        "Cannot "
            + operation
            + " the orchestration instance "
            + live.instanceId()
            + " because instance is in the "
            + live.status().displayName()
            + " state.");
  }

  /** As version 3 of the extension answers; version 2 had 410 and 500. */
  private HttpReply rewind(String instanceId, @Nullable String reason) {
    Optional<InstanceState> state = hub.find(instanceId);
    if (state.isEmpty()) {
      return HttpReply.json(
          404, "There is no orchestration with instance ID '" + instanceId + "'.");
    }
    if (state.get().status() != RuntimeStatus.FAILED) {
      return notFailed(state.get().status());
    }
    try {
      hub.rewind(instanceId, reason);
      return HttpReply.of(202);
    } catch (IllegalStateException e) { // another one was faster
      return notFailed(existing(instanceId).status());
    }
  }

  private static HttpReply notFailed(RuntimeStatus status) {
    return HttpReply.json(
        412,
        "This orchestration has status "
            + status.displayName()
            + "; only one that has failed can be rewound.");
  }

  /** What is done to an instance that has not ended. */
  @FunctionalInterface
  private interface Action {
    void on(InstanceState live);
  }

  private HttpReply onLive(String instanceId, Action action) {
    InstanceState state = existing(instanceId);
    if (state.status().isTerminal()) {
      return HttpReply.of(410);
    }
    action.on(state);
    return HttpReply.of(202);
  }

  private InstanceState existing(String instanceId) {
    return hub.find(instanceId).orElseThrow(() -> new InstanceNotFoundException(instanceId));
  }

  HttpReply purge(String instanceId) {
    RuntimeStatus status = existing(instanceId).status();
    if (!status.isTerminal()) {
      return HttpReply.json(
          412,
          "Orchestration "
              + instanceId
              + " has status "
              + status.displayName()
              + "; only one that has ended can be purged. Terminate it first.");
    }
    return hub.purge(instanceId) ? purged(1) : HttpReply.of(404);
  }

  HttpReply purge(HttpCall call) {
    Optional<Instant> createdFrom = InstanceQueries.time(call.query(), "createdTimeFrom");
    if (createdFrom.isEmpty()) {
      return HttpReply.json(400, "Please provide value for 'createdTimeFrom' parameter.");
    }
    int count = InstanceQueries.purge(call, createdFrom.get()).map(hub::purge).orElse(0);
    return count == 0 ? HttpReply.of(404) : purged(count);
  }

  private static HttpReply purged(int count) {
    return HttpReply.json(200, Map.of("instancesDeleted", count));
  }
}
