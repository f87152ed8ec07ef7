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
import java.util.Locale;
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
    String contentType = call.headers().getOrDefault("content-type", "");
    if (!contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
      return HttpReply.message(400, "Only application/json request content is supported");
    }
    String input = new String(call.body(), StandardCharsets.UTF_8);
    try {
      Json.read(input);
    } catch (JsonProcessingException e) {
      return HttpReply.message(400, "Invalid JSON content: " + e.getOriginalMessage());
    }
    return onLive(instanceId, () -> hub.raiseEvent(instanceId, eventName, input));
  }

  /**
   * @param operation in lower case
   */
  HttpReply control(HttpCall call, String instanceId, String operation) {
    String reason = call.query().value("reason").orElse(null);
    return switch (operation) {
      case "terminate" -> onLive(instanceId, () -> hub.terminate(instanceId, reason));
      case "suspend" -> onLive(instanceId, () -> hub.suspend(instanceId, reason));
      case "resume" -> onLive(instanceId, () -> hub.resume(instanceId, reason));
      case "rewind" -> rewind(instanceId, reason);
      default -> HttpReply.of(404);
    };
  }

  /** As version 2 of the extension answers: 500 for an instance that has not come to its end. */
  private HttpReply rewind(String instanceId, @Nullable String reason) {
    InstanceState state = existing(instanceId);
    if (state.status().isTerminal() && state.status() != RuntimeStatus.FAILED) {
      return gone(state);
    }
    try {
      hub.rewind(instanceId, reason);
    } catch (IllegalStateException e) {
      return HttpReply.message(500, e.getMessage());
    }
    return HttpReply.of(202);
  }

  private HttpReply onLive(String instanceId, Runnable action) {
    InstanceState state = existing(instanceId);
    if (state.status().isTerminal()) {
      return gone(state);
    }
    action.run();
    return HttpReply.of(202);
  }

  private InstanceState existing(String instanceId) {
    return hub.find(instanceId).orElseThrow(() -> new InstanceNotFoundException(instanceId));
  }

  private static HttpReply gone(InstanceState state) {
    return HttpReply.message(
        410,
        "The instance is "
            + state.status().displayName().toLowerCase(Locale.ROOT)
            + " and does nothing any more.");
  }

  HttpReply purge(String instanceId) {
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
