package dev.estiba.local.functionhost.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads single values of a host.json by their paths, {@code extensions.http.routePrefix} for
 * instance. A number or a flag may stand in quotes, as it must in an app setting.
 *
 * @param source what to call the file in messages
 */
record HostJsonReader(JsonNode root, String source) {

  /**
   * @throws FunctionAppException if the value is a list or a section
   */
  String text(String key, String byDefault) {
    JsonNode value = value(key);
    if (isAbsent(value)) {
      return byDefault;
    }
    if (value.isContainerNode()) {
      throw problem(key, "a text", value);
    }
    return value.asText();
  }

  /**
   * @throws FunctionAppException if the value is no whole number, or less than the least
   */
  int number(String key, int least, int byDefault) {
    JsonNode value = value(key);
    if (isAbsent(value)) {
      return byDefault;
    }
    return wholeNumber(value)
        .filter(number -> number >= least)
        .orElseThrow(() -> problem(key, "a whole number of " + least + " or more", value));
  }

  private static Optional<Integer> wholeNumber(JsonNode value) {
    if (value.isIntegralNumber()) {
      return value.canConvertToInt() ? Optional.of(value.intValue()) : Optional.empty();
    }
    try {
      return value.isTextual()
          ? Optional.of(Integer.valueOf(value.textValue().strip()))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Empty if the value is missing, or -1, which is Azure's word for no limit.
   *
   * @throws FunctionAppException if the value is no time, or no time at all
   */
  Optional<Duration> limit(String key) {
    JsonNode value = value(key);
    if (isAbsent(value) || value.asText().strip().equals("-1")) {
      return Optional.empty();
    }
    return Optional.of(
        TimeSpan.parse(value.asText())
            .filter(time -> !time.isZero())
            .orElseThrow(() -> problem(key, "a time such as 00:05:00, or -1 for no limit", value)));
  }

  /**
   * The values of a section, as written.
   *
   * @throws FunctionAppException if it is no section of single values
   */
  Map<String, String> texts(String key) {
    JsonNode section = value(key);
    Map<String, String> texts = new LinkedHashMap<>();
    if (isAbsent(section)) {
      return texts;
    }
    if (!section.isObject()) {
      throw problem(key, "a section in braces", section);
    }
    for (Map.Entry<String, JsonNode> entry : section.properties()) {
      if (entry.getValue().isContainerNode()) {
        throw problem(key + "." + entry.getKey(), "a single value", entry.getValue());
      }
      texts.put(entry.getKey(), entry.getValue().asText());
    }
    return texts;
  }

  /**
   * @throws FunctionAppException if a part of the path is there but no section
   */
  private JsonNode value(String key) {
    JsonNode value = root;
    StringBuilder path = new StringBuilder();
    for (String part : key.split("\\.")) {
      if (!isAbsent(value) && !value.isObject()) {
        throw problem(path.toString(), "a section in braces", value);
      }
      path.append(path.isEmpty() ? "" : ".").append(part);
      value = value.path(part);
    }
    return value;
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private FunctionAppException problem(String key, String expected, JsonNode value) {
    String place = key.isEmpty() ? source : source + ": " + key;
    return new FunctionAppException(place + " must be " + expected + ", and is " + value + ".");
  }
}
