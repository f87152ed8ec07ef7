package dev.estiba.pipeline;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.estiba.batch.BatchState;
import dev.estiba.task.TaskState;
import java.util.Optional;
import java.util.stream.Stream;

/** How a step ended: as a task does, or without having begun. */
public enum StepState {
  SUCCEEDED("Succeeded"),
  FAILED("Failed"),
  TIMED_OUT("TimedOut"),
  CANCELLED("Cancelled"),
  /** The step could not begin, or an approval was refused. */
  REJECTED("Rejected"),
  /** Its condition was false. */
  SKIPPED("Skipped");

  private final String displayName;

  StepState(String displayName) {
    this.displayName = displayName;
  }

  @JsonValue
  public String displayName() {
    return displayName;
  }

  public static StepState of(TaskState state) {
    return named(state.displayName())
        .orElseThrow(() -> new IllegalArgumentException("No step ends as " + state));
  }

  public static StepState of(BatchState state) {
    return named(state.displayName())
        .orElseThrow(() -> new IllegalArgumentException("No step ends as " + state));
  }

  static Optional<StepState> named(String displayName) {
    return Stream.of(values()).filter(state -> state.displayName.equals(displayName)).findFirst();
  }

  /** Whether it neither succeeded nor was skipped: what {@code failure()} asks for. */
  public boolean isFailure() {
    return this != SUCCEEDED && this != SKIPPED;
  }
}
