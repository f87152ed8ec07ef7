package dev.estiba.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers in expressions and outputs, as JSON writes them. */
final class Numbers {

  /** No longer than what is quickly compared. */
  static final Pattern PATTERN =
      Pattern.compile("-?(0|[1-9][0-9]{0,99}+)(\\.[0-9]{1,100}+)?([eE][+-]?[0-9]{1,3}+)?");

  private Numbers() {}

  /** The number that a value is, or that its text is. */
  static Optional<BigDecimal> of(JsonNode value) {
    String text = value.isNumber() || value.isTextual() ? value.asText() : "";
    return PATTERN.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }
}
