package dev.estiba.batch;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a batch ended. */
public enum BatchState {
  /** Every item succeeded, or no more failed than the batch allows. */
  SUCCEEDED("Succeeded"),
  /** More items failed than the batch allows. */
  FAILED("Failed"),
  /** Its time was over. */
  TIMED_OUT("TimedOut"),
  /** Somebody cancelled it. */
  CANCELLED("Cancelled");

  private final String displayName;

  BatchState(String displayName) {
    this.displayName = displayName;
  }

  @JsonValue
  public String displayName() {
    return displayName;
  }
}
