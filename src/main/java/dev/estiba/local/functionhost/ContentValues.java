package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.web.BadRequestException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Converts between what a storage keeps and what functions take and give. */
final class ContentValues {

  private ContentValues() {}

  /**
   * What a parameter gets.
   *
   * @param name says in messages what the content is of
   * @param content null if there is none
   * @throws IllegalArgumentException if the content is not of that type
   */
  static @Nullable Object convert(String name, byte @Nullable [] content, Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      return Optional.ofNullable(convert(name, content, generic.getActualTypeArguments()[0]));
    }
    if (type == byte[].class) {
      return content;
    }
    try {
      String text = content == null ? null : new String(content, StandardCharsets.UTF_8);
      return TextValues.convert(name, text, type);
    } catch (BadRequestException e) {
      throw new IllegalArgumentException(e.getMessage(), e); // The client has no part in it.
    }
  }

  /** Text and bytes as they are, anything else as JSON. */
  static byte[] content(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    String text = value instanceof String string ? string : WorkerJson.write(value);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Each element of a collection or an array, or the value itself; null makes none. */
  static List<byte[]> contents(@Nullable Object value) {
    return elements(value).map(ContentValues::content).collect(Collectors.toUnmodifiableList());
  }

  private static Stream<?> elements(@Nullable Object value) {
    if (value instanceof Collection<?> collection) {
      return collection.stream();
    }
    if (value != null && value.getClass().isArray() && !(value instanceof byte[])) {
      return IntStream.range(0, java.lang.reflect.Array.getLength(value))
          .mapToObj(index -> java.lang.reflect.Array.get(value, index));
    }
    return Stream.ofNullable(value);
  }
}
