package dev.estiba.batch;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * With how many failed items a batch goes on. Beyond it no item is started any more, and those that
 * run are cancelled. In JSON a number, a share such as {@code "5%"}, or {@code "none"}.
 */
public sealed interface FailureLimit {

  /** Whether so many failures of so many items in all are too many. */
  boolean exceededBy(int failures, int items);

  /** Every item is run, whatever the others come to. */
  record None() implements FailureLimit {

    @Override
    public boolean exceededBy(int failures, int items) {
      return false;
    }

    @Override
    public Object toJson() {
      return "none";
    }
  }

  /** So many may fail; with 0 the first failure ends the batch. */
  record Count(int count) implements FailureLimit {

    @Override
    public boolean exceededBy(int failures, int items) {
      return failures > count;
    }

    @Override
    public Object toJson() {
      return count;
    }
  }

  /**
   * This share of all items may fail.
   *
   * @param percent 0 to 100
   */
  record Percent(BigDecimal percent) implements FailureLimit {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    @Override
    public boolean exceededBy(int failures, int items) {
      BigDecimal share = BigDecimal.valueOf(failures).multiply(HUNDRED);
      return share.compareTo(percent.multiply(BigDecimal.valueOf(items))) > 0;
    }

    @Override
    public Object toJson() {
      return percent.toPlainString() + "%";
    }
  }

  @JsonValue
  Object toJson();

  /** The opposite of {@link #toJson()}. */
  @JsonCreator
  static FailureLimit fromJson(JsonNode json) {
    if (json.isNumber()) {
      return new Count(json.intValue());
    }
    return json.asText().endsWith("%") ? percent(json.asText()) : new None();
  }

  /**
   * The share that a text such as {@code 2.5%} says.
   *
   * @throws NumberFormatException if it is none
   */
  static Percent percent(String text) {
    return new Percent(new BigDecimal(text.substring(0, text.length() - 1)));
  }
}
