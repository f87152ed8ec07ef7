package dev.estiba.task;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a container group costs, and whether Azure may take it away. */
public enum Priority {
  REGULAR("Regular"),
  /** Cheaper, from spare capacity; Azure may end it at any time. At most 4 vCPUs and 16 GB. */
  SPOT("Spot");

  private final String displayName;

  Priority(String displayName) {
    this.displayName = displayName;
  }

  @JsonValue
  public String displayName() {
    return displayName;
  }
}
