package dev.estiba.pipeline;

import com.fasterxml.jackson.databind.JsonNode;

/** Values as texts. */
final class Texts {

  private Texts() {}

  /** A text as it is, anything else as JSON. */
  static String of(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.toString();
  }
}
