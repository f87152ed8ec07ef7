package dev.estiba.task;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a task that has not ended is doing, in the order in which it happens. */
public enum TaskPhase {
  /** An attempt failed; the next one begins after a while. The status says why. */
  RETRYING("Retrying"),
  /** Azure is asked for the container group. */
  CREATING("Creating"),
  /** Azure refused for now; the status says why. Asked again later. */
  QUEUED("Queued"),
  /** The group exists; its image is pulled and its container started. */
  STARTING("Starting"),
  RUNNING("Running"),
  /** The container was asked to end and has some time for it. */
  CANCELLING("Cancelling"),
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
