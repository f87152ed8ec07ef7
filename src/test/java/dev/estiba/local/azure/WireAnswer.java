package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * @param headers their names in lower case
 * @param body missing if it is empty
 */
record WireAnswer(int status, Map<String, String> headers, JsonNode body) {

  static WireAnswer of(ArmClient.Answer answer) {
    Map<String, String> headers = new TreeMap<>();
    answer
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return new WireAnswer(answer.status(), headers, answer.json());
  }

  /** Empty if there is none. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** Of an operation. */
  String operationStatus() {
    return body.path("status").asText();
  }

  String inShort() {
    JsonNode error = body.path("error");
    return error.isObject()
        ? status + " " + error.path("code").asText() + ": " + error.path("message").asText()
        : String.valueOf(status);
  }
}
