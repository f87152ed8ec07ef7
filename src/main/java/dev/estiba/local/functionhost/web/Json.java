package dev.estiba.local.functionhost.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import org.jspecify.annotations.Nullable;

/** The host's own JSON. What functions receive and return is another. */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private Json() {}

  public static String write(@Nullable Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Tried to write JSON but failed because: " + e, e);
    }
  }

  /** Strict: one JSON value and nothing else. */
  public static JsonNode read(String text) throws JsonProcessingException {
    JsonNode node = MAPPER.readTree(text);
    if (node.isMissingNode()) {
      throw new EmptyJsonException();
    }
    return node;
  }

  /** Puts JSON text into other JSON as it stands; text that is no JSON becomes a string. */
  public static @Nullable Object embed(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (text.isBlank()) {
      return "";
    }
    try {
      read(text);
      return new RawValue(text);
    } catch (JsonProcessingException e) {
      return text;
    }
  }

  private static final class EmptyJsonException extends JsonProcessingException {
    EmptyJsonException() {
      super("there is no JSON value");
    }
  }
}
