package dev.estiba.secret;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * One text for all JSON documents that mean the same: members sorted by name, no white space, and
 * numbers by their value, so that 1, 1.0 and 1e0 are one.
 */
final class CanonicalJson {

  private CanonicalJson() {}

  static String of(JsonNode node) {
    if (node.isObject()) {
      return object(node);
    }
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .map(CanonicalJson::of)
          .collect(Collectors.joining(",", "[", "]"));
    }
    return node.isNumber() ? number(node) : Json.write(node);
  }

  private static String object(JsonNode object) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    object.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
    return sorted.entrySet().stream()
        .map(field -> Json.write(field.getKey()) + ":" + of(field.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String number(JsonNode number) {
    boolean beyondDouble = number.isDouble() && Double.isInfinite(number.doubleValue());
    // Not written out: 1e1000000000 would fill the memory with zeros.
    return beyondDouble ? number.asText() : stripped(number.decimalValue()).toString();
  }

  private static BigDecimal stripped(BigDecimal number) {
    return number.stripTrailingZeros();
  }
}
