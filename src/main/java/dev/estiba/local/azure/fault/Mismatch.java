package dev.estiba.local.azure.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in the words of a behavior's author what Jackson says in those of Java. */
final class Mismatch {

  private static final Map<Class<?>, String> EXPECTED =
      Map.of(
          Duration.class, Durations.EXPECTED,
          int.class, "a whole number",
          Integer.class, "a whole number",
          long.class, "a whole number",
          Double.class, "a number",
          boolean.class, "true or false",
          String.class, "a text");

  private Mismatch() {}

  static InvalidBehaviorException explain(JsonMappingException e) {
    String path = path(e.getPath());
    if (e.getCause() instanceof InvalidBehaviorException invalid) {
      return invalid.below(path);
    }
    if (e instanceof UnrecognizedPropertyException unknown) {
      String known =
          unknown.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
      return new InvalidBehaviorException(
          path,
          known.isEmpty() ? "unknown; expected no field" : "unknown; expected one of " + known);
    }
    if (e instanceof InvalidTypeIdException type) {
      String found = Objects.requireNonNullElse(type.getTypeId(), "none");
      return new InvalidBehaviorException("kind", "expected one of " + kinds() + but(found))
          .below(path);
    }
    return new InvalidBehaviorException(path, mismatch(e));
  }

  private static String mismatch(JsonMappingException e) {
    if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      String found = e instanceof InvalidFormatException format ? but(format.getValue()) : "";
      return "expected " + expected(mismatch.getTargetType()) + found;
    }
    return e.getOriginalMessage();
  }

  private static String but(Object found) {
    return ", but found '" + found + "'";
  }

  private static String expected(Class<?> type) {
    if (type.isEnum()) {
      return "one of " + words(type);
    }
    String plural = Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    return EXPECTED.getOrDefault(type, plural);
  }

  private static String words(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(Field::isEnumConstant)
        .map(constant -> constant.getAnnotation(JsonProperty.class))
        .flatMap(Stream::ofNullable)
        .map(JsonProperty::value)
        .collect(Collectors.joining(", "));
  }

  private static String kinds() {
    return Arrays.stream(Effect.class.getAnnotation(JsonSubTypes.class).value())
        .map(JsonSubTypes.Type::name)
        .collect(Collectors.joining(", "));
  }

  private static String path(List<JsonMappingException.Reference> references) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference reference : references) {
      if (reference.getFieldName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
      }
    }
    return path.toString();
  }
}
