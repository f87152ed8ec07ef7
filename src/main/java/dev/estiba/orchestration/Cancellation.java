package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.task.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said who cancelled something.
 *
 * @param why blank for nothing
 * @param by blank for nobody in particular
 */
record Cancellation(String why, String by) {

  /** Reads the data of a cancel event: text, or an object with {@code reason} and {@code by}. */
  static Cancellation of(@Nullable JsonNode data) {
    return new Cancellation(
        data != null && data.isTextual() ? data.textValue() : text(data, "reason"),
        text(data, "by"));
  }

  private static String text(@Nullable JsonNode data, String field) {
    return data != null && data.path(field).isTextual() ? data.path(field).textValue() : "";
  }

  Ending ending() {
    return Ending.cancelled(
        reason("task", "Submit the task again if it still is to run."), byOrNull());
  }

  /**
   * @param what {@code task} for instance
   */
  Reason reason(String what, String remedy) {
    return new Reason(
        "Cancelled",
        null,
        "The "
            + what
            + " was cancelled"
            + (by.isBlank() ? "" : " by " + by)
            + (why.isBlank() ? "." : ": " + why),
        remedy);
  }

  @Nullable String byOrNull() {
    return by.isBlank() ? null : by;
  }
}
