package dev.estiba.batch;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.estiba.task.TaskState;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an item of a batch is doing, or how its task ended. */
public enum ItemState {
  /** Not begun yet. */
  WAITING("Waiting", '.'),
  /** Its task is under way; it may be queued. */
  RUNNING("Running", 'r'),
  SUCCEEDED("Succeeded", 's'),
  FAILED("Failed", 'f'),
  TIMED_OUT("TimedOut", 't'),
  CANCELLED("Cancelled", 'c'),
  REJECTED("Rejected", 'x'),
  /** Never begun: the batch ended before. */
  SKIPPED("Skipped", '-');

  private final String displayName;
  private final char code;

  ItemState(String displayName, char code) {
    this.displayName = displayName;
    this.code = code;
  }

  public static ItemState of(TaskState state) {
    return switch (state) {
      case SUCCEEDED -> SUCCEEDED;
      case FAILED -> FAILED;
      case TIMED_OUT -> TIMED_OUT;
      case CANCELLED -> CANCELLED;
      case REJECTED -> REJECTED;
    };
  }

  /** The state of that name, in letters of either case. */
  public static Optional<ItemState> named(String name) {
    return Arrays.stream(values())
        .filter(
            state ->
                state.displayName.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  static ItemState ofCode(char code) {
    return Arrays.stream(values()).filter(state -> state.code == code).findFirst().orElseThrow();
  }

  char code() {
    return code;
  }

  public boolean hasEnded() {
    return this != WAITING && this != RUNNING;
  }

  @JsonValue
  public String displayName() {
    return displayName;
  }
}
