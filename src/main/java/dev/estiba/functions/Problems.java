package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import dev.estiba.task.Json;
import dev.estiba.task.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", "about:blank");
    document.put("title", title);
    document.put("status", status.value());
    document.put("detail", detail);
    if (!errors.isEmpty()) {
      JsonNode list = Json.toTree(errors);
      document.put("errors", list);
    }
    return request
        .createResponseBuilder(status)
        .header("Content-Type", "application/problem+json")
        .body(Json.writePretty(document) + "\n")
        .build();
  }
}
