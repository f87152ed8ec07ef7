package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.durabletask.DurableTaskClient;
import dev.estiba.document.Json;
import dev.estiba.orchestration.RunTask;
import java.util.Map;

/** The event that cancels a task, a batch or a pipeline. */
final class Cancels {

  private Cancels() {}

  static void raise(DurableTaskClient client, String instanceId, JsonNode data) {
    client.raiseEvent(instanceId, RunTask.CANCEL_EVENT, data);
  }

  /** What the request's query says of why and by whom. */
  static JsonNode data(HttpRequestMessage<?> request) {
    Map<String, String> query = request.getQueryParameters();
    return data(query.getOrDefault("reason", ""), query.getOrDefault("by", ""));
  }

  static JsonNode data(String reason, String by) {
    return Json.toTree(Map.of("reason", reason, "by", by));
  }
}
