package dev.estiba.local.functionhost;

import com.google.gson.JsonParseException;
import dev.estiba.local.functionhost.web.BadRequestException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts text from a URL or a body to what a parameter is declared as. */
final class TextValues {

  private TextValues() {}

  /**
   * @param text null if the request says nothing of that name
   * @throws BadRequestException if the text is not of that type
   */
  static @Nullable Object convert(String name, @Nullable String text, Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      Object value = convert(name, text, generic.getActualTypeArguments()[0]);
      return Optional.ofNullable(value);
    }
    if (type == String.class || type == Object.class) {
      return text;
    }
    if (text == null) {
      return absent(name, type);
    }
    try {
      return parse(text, type);
    } catch (NumberFormatException | JsonParseException e) {
      throw new BadRequestException("'" + name + "' is not a valid " + type.getTypeName() + ".", e);
    }
  }

  private static @Nullable Object absent(String name, Type type) {
    if (type instanceof Class<?> plain && plain.isPrimitive()) {
      throw new BadRequestException("'" + name + "' is missing.", null);
    }
    return null;
  }

  private static @Nullable Object parse(String text, Type type) {
    if (type == int.class || type == Integer.class) {
      return Integer.valueOf(text);
    }
    if (type == long.class || type == Long.class) {
      return Long.valueOf(text);
    }
    if (type == double.class || type == Double.class) {
      return Double.valueOf(text);
    }
    if (type == boolean.class || type == Boolean.class) {
      return Boolean.valueOf(text);
    }
    return WorkerJson.read(text, type);
  }
}
