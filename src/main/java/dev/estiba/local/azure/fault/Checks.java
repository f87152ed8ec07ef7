package dev.estiba.local.azure.fault;

import org.jspecify.annotations.Nullable;

/** What the records of a {@link Behavior} ask of their values. */
final class Checks {

  private Checks() {}

  static void notNegative(String field, @Nullable Integer value) {
    if (value != null && value < 0) {
      throw new InvalidBehaviorException(
          field, "expected a whole number of 0 or more, but found " + value);
    }
  }

  static void probability(String field, @Nullable Double value) {
    if (value != null && !(value >= 0 && value <= 1)) {
      throw new InvalidBehaviorException(
          field, "expected a number from 0 to 1, but found " + value);
    }
  }

  static void status(String field, @Nullable Integer value) {
    if (value != null && !(value >= 400 && value <= 599)) {
      throw new InvalidBehaviorException(
          field, "expected an HTTP status from 400 to 599, but found " + value);
    }
  }

  static <T> void present(String field, @Nullable T value, String expected) {
    if (value == null) {
      throw new InvalidBehaviorException(field, "expected " + expected + ", but there is none");
    }
  }
}
