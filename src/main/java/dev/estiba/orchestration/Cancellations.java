package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.task.Reason;
import org.jspecify.annotations.Nullable;

/** Reads the data of a cancel event: text, or an object with {@code reason} and {@code by}. */
final class Cancellations {

  private Cancellations() {}

  static Ending ending(@Nullable JsonNode data) {
    String why = data != null && data.isTextual() ? data.textValue() : text(data, "reason");
    String by = text(data, "by");
    return Ending.cancelled(
        new Reason(
            "Cancelled",
            null,
            "The task was cancelled"
                + (by.isBlank() ? "" : " by " + by)
                + (why.isBlank() ? "." : ": " + why),
            "Submit the task again if it still is to run."),
        by.isBlank() ? null : by);
  }

  private static String text(@Nullable JsonNode data, String field) {
    return data != null && data.path(field).isTextual() ? data.path(field).textValue() : "";
  }
}
