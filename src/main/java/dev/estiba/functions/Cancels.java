package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.durabletask.DurableTaskClient;
import dev.estiba.document.Json;
import dev.estiba.orchestration.RunTask;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Map;

/** The event that cancels a task, a batch or a pipeline. */
final class Cancels {

  private Cancels() {}

  static void raise(DurableTaskClient client, String instanceId, JsonNode data) {
    client.raiseEvent(instanceId, RunTask.CANCEL_EVENT, data);
  }

  /** As {@link #raise}, for one that may have ended, or not have begun. */
  static void tryRaise(DurableTaskClient client, String instanceId, JsonNode data) {
    try {
      raise(client, instanceId, data);
    } catch (StatusRuntimeException e) {
      Status.Code code = e.getStatus().getCode();
      if (code != Status.Code.NOT_FOUND && code != Status.Code.FAILED_PRECONDITION) {
        throw e;
      }
    }
  }

  /** What the request's query says of why and by whom; of a pipeline also whether by force. */
  static JsonNode data(HttpRequestMessage<?> request) {
    Map<String, String> query = request.getQueryParameters();
    ObjectNode data = Json.object();
    data.put("reason", query.getOrDefault("reason", "")).put("by", query.getOrDefault("by", ""));
    return query.getOrDefault("force", "").equals("true") ? data.put("force", true) : data;
  }

  static JsonNode data(String reason, String by) {
    return Json.toTree(Map.of("reason", reason, "by", by));
  }
}
