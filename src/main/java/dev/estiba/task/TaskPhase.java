package dev.estiba.task;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a task that has not ended is doing, in the order in which it happens. */
public enum TaskPhase {
  /** Azure is asked for the container group. */
  CREATING("Creating"),
  /** Azure refused for now; the status says why. Asked again later. */
  QUEUED("Queued"),
  /** The group exists; its image is pulled and its container started. */
  STARTING("Starting"),
  RUNNING("Running"),
  /** The run is over; what is left of the log is fetched. */
  COLLECTING_LOGS("CollectingLogs"),
  DELETING("Deleting");

  private final String displayName;

  TaskPhase(String displayName) {
    this.displayName = displayName;
  }

  @JsonValue
  public String displayName() {
    return displayName;
  }
}
