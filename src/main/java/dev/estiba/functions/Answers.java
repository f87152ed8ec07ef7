package dev.estiba.functions;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import dev.estiba.document.Json;

/** Answers that say what was asked for. */
final class Answers {

  private Answers() {}

  static HttpResponseMessage json(HttpRequestMessage<?> request, Object body) {
    return request
        .createResponseBuilder(HttpStatus.OK)
        .header("Content-Type", "application/json")
        .body(Json.writePretty(body) + "\n")
        .build();
  }
}
