package dev.estiba.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.Gson;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.HttpManagementPayload;
import dev.estiba.document.Json;
import java.util.Map;

/**
 * 202 with the check-status payload of Durable Functions. The SDK's own answer has it too, but
 * written with escapes in its URLs that nobody can paste.
 */
final class CheckStatus {

  private CheckStatus() {}

  static HttpResponseMessage answer(
      HttpRequestMessage<?> request, DurableClientContext durableContext, String instanceId) {
    return answer(request, payload(request, durableContext, instanceId));
  }

  /** As above, with more after the links. */
  static HttpResponseMessage answer(
      HttpRequestMessage<?> request,
      DurableClientContext durableContext,
      String instanceId,
      Map<String, ?> more) {
    ObjectNode body = payload(request, durableContext, instanceId);
    more.forEach((name, value) -> body.set(name, Json.toTree(value)));
    return answer(request, body);
  }

  /** As above, with a message for people before the links. */
  static HttpResponseMessage answer(
      HttpRequestMessage<?> request,
      DurableClientContext durableContext,
      String instanceId,
      String message) {
    ObjectNode body = Json.object().put("message", message);
    body.setAll(payload(request, durableContext, instanceId));
    return answer(request, body);
  }

  private static HttpResponseMessage answer(HttpRequestMessage<?> request, ObjectNode body) {
    return request
        .createResponseBuilder(HttpStatus.ACCEPTED)
        .header("Location", body.path("statusQueryGetUri").textValue())
        .header("Content-Type", "application/json")
        .body(Json.writePretty(body) + "\n")
        .build();
  }

  private static ObjectNode payload(
      HttpRequestMessage<?> request, DurableClientContext durableContext, String instanceId) {
    HttpManagementPayload links = durableContext.createHttpManagementPayload(request, instanceId);
    // Some of its links have no getters: it is meant to be written by its fields, as Gson does.
    return Json.read(new Gson().toJson(links), ObjectNode.class);
  }
}
