package dev.estiba.local.functionhost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.Gson;
import dev.estiba.local.functionhost.web.Json;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * JSON that functions receive and return: Gson, because the Java worker in Azure uses Gson, and so
 * reads no Jackson annotation.
 */
final class WorkerJson {

  private static final Gson GSON = new Gson();

  private WorkerJson() {}

  static String write(@Nullable Object value) {
    return GSON.toJson(value);
  }

  /**
   * @throws com.google.gson.JsonParseException if the text is no JSON of that type
   */
  static @Nullable Object read(String json, Type type) {
    return GSON.fromJson(json, type);
  }

  /** The same, but a String parameter gets a JSON string's content and any other JSON as text. */
  static @Nullable Object readParameter(@Nullable String json, Type type) {
    if (json == null) {
      return null;
    }
    return type == String.class || type == Object.class ? textOf(json) : read(json, type);
  }

  private static @Nullable String textOf(String json) {
    try {
      JsonNode node = Json.read(json);
      return node.isNull() ? null : node.isTextual() ? node.textValue() : json;
    } catch (JsonProcessingException e) {
      return json;
    }
  }
}
