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
    ObjectNode document =
        Json.object()
            .put("type", "about:blank")
            .put("title", title)
            .put("status", status.value())
            .put("detail", detail);
    if (!errors.isEmpty()) {
      document.set("errors", Json.toTree(errors));
    }
    return request
        .createResponseBuilder(status)
        .header("Content-Type", "application/problem+json")
        .body(Json.writePretty(document) + "\n")
        .build();
  }
}
