package dev.estiba.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.estiba.document.Json;
import java.io.IOException;

/** Estiba answered with an error. The message is its own. */
public final class ApiException extends IOException {

  private final int status;

  private ApiException(int status, String message) {
    super(message);
    this.status = status;
  }

  static ApiException of(int status, String body) {
    return new ApiException(status, detail(status, body));
  }

  /** The HTTP status, 400 to 599. */
  public int status() {
    return status;
  }

  private static String detail(int status, String body) {
    String unexplained = "Estiba answered " + status + (body.isBlank() ? "" : ": " + body);
    try {
      return Json.parse(body).path("detail").asText(unexplained);
    } catch (JsonProcessingException e) {
      return unexplained;
    }
  }
}
