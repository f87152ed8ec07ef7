package dev.estiba.local.functionhost.durable;

import dev.estiba.local.functionhost.web.Json;
import dev.estiba.local.taskhub.InstanceState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An instance's status as the durable HTTP API writes it: every key is always there. */
final class InstanceJson {

  private InstanceJson() {}

  static Map<String, @Nullable Object> of(InstanceState state, boolean showInput) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", state.name());
    json.put("instanceId", state.instanceId());
    json.put("runtimeStatus", state.status().displayName());
    json.put("input", showInput ? Json.embed(state.input()) : null);
    json.put("customStatus", Json.embed(state.customStatus()));
    json.put("output", output(state));
    json.put("createdTime", seconds(state.createdAt()));
    json.put("lastUpdatedTime", seconds(state.lastUpdatedAt()));
    return json;
  }

  private static @Nullable Object output(InstanceState state) {
    InstanceState.Failure failure = state.failure();
    return failure == null
        ? Json.embed(state.output())
        : failure.errorType() + ": " + failure.errorMessage();
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
