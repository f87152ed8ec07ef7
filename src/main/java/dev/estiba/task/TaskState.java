package dev.estiba.task;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a task ended. */
public enum TaskState {
  /** The container exited with 0. */
  SUCCEEDED("Succeeded"),
  /** The container exited with another code, or ended without one. */
  FAILED("Failed"),
  /** The task's time was over before the container ended. */
  TIMED_OUT("TimedOut"),
  /** Somebody cancelled the task. */
  CANCELLED("Cancelled"),
  /** The container group could not be created or started. */
  REJECTED("Rejected");

  private final String displayName;

  TaskState(String displayName) {
    this.displayName = displayName;
  }

  @JsonValue
  public String displayName() {
    return displayName;
  }
}
