package dev.estiba.local.functionhost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * JSON that functions receive and return: Gson, because the Java worker in Azure uses Gson and
 * reads no Jackson annotation. Gson is on the class path at run time only (gRPC brings it), hence
 * the reflection.
 */
final class WorkerJson {

  private static final Object GSON;
  private static final Method TO_JSON;
  private static final Method FROM_JSON;

  static {
    try {
      Class<?> gson = Class.forName("com.google.gson.Gson");
      GSON = gson.getConstructor().newInstance();
      TO_JSON = gson.getMethod("toJson", Object.class);
      FROM_JSON = gson.getMethod("fromJson", String.class, Type.class);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("com.google.code.gson:gson is missing on the class path", e);
    }
  }

  private WorkerJson() {}

  static String write(@Nullable Object value) {
    return (String) call(TO_JSON, value);
  }

  static @Nullable Object read(String json, Type type) {
    return call(FROM_JSON, json, type);
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

  @SuppressWarnings("NullAway") // reflection: what may be null is up to Gson
  private static Object call(Method method, @Nullable Object... arguments) {
    try {
      return method.invoke(GSON, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("Gson failed because: " + e.getCause(), e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("Gson is not accessible", e);
    }
  }
}
