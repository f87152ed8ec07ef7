package dev.estiba.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import java.util.List;

/** Answers for bad requests: problem documents (RFC 9457) that name the fields. */
final class Problems {

  private Problems() {}

  static HttpResponseMessage answer(
      HttpRequestMessage<?> request, HttpStatus status, String title, String detail) {
    return answer(request, status, title, detail, List.of());
  }

  static HttpResponseMessage answer(
      HttpRequestMessage<?> request,
      HttpStatus status,
      String title,
      String detail,
      List<Problem> errors) {
    ObjectNode document = document(status, title, detail);
    if (!errors.isEmpty()) {
      document.set("errors", Json.toTree(errors));
    }
    return builder(request, status, document).build();
  }

  /** As above, with all that is in a record beside it. */
  static HttpResponseMessage answerWith(
      HttpRequestMessage<?> request, HttpStatus status, String title, String detail, Object more) {
    ObjectNode document = document(status, title, detail);
    document.setAll((ObjectNode) Json.toTree(more));
    return builder(request, status, document).build();
  }

  /** Something cannot be reached for now. */
  static HttpResponseMessage unavailable(
      HttpRequestMessage<?> request, String detail, String retryAfterSeconds) {
    HttpStatus status = HttpStatus.SERVICE_UNAVAILABLE;
    return builder(request, status, document(status, "Out of reach now", detail))
        .header("Retry-After", retryAfterSeconds)
        .build();
  }

  private static ObjectNode document(HttpStatus status, String title, String detail) {
    return Json.object()
        .put("type", "about:blank")
        .put("title", title)
        .put("status", status.value())
        .put("detail", detail);
  }

  private static HttpResponseMessage.Builder builder(
      HttpRequestMessage<?> request, HttpStatus status, ObjectNode document) {
    return request
        .createResponseBuilder(status)
        .header("Content-Type", "application/problem+json")
        .body(Json.writePretty(document) + "\n");
  }
}
