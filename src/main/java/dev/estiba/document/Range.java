package dev.estiba.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers a field may hold.
 *
 * @param step of which the number is a multiple, or null for any
 * @param unit as people read it, {@code vCPUs} for instance
 */
public record Range(BigDecimal min, BigDecimal max, @Nullable BigDecimal step, String unit) {

  public static Range of(double min, double max, String unit) {
    return new Range(BigDecimal.valueOf(min), BigDecimal.valueOf(max), null, unit);
  }

  public Range inStepsOf(double newStep) {
    return new Range(min, max, BigDecimal.valueOf(newStep), unit);
  }

  public boolean allows(JsonNode value) {
    return value.isNumber() && isWithin(value.doubleValue()) && isStep(value);
  }

  /** Not for numbers that are no decimal ones: infinite, or not a number. */
  private boolean isWithin(double value) {
    return value >= min.doubleValue() && value <= max.doubleValue();
  }

  private boolean isStep(JsonNode value) {
    return step == null || value.decimalValue().remainder(step).signum() == 0;
  }

  @Override
  public String toString() {
    String steps = step == null ? "" : ", in steps of " + plain(step);
    return plain(min) + " to " + plain(max) + " (" + unit + ")" + steps;
  }

  public static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
