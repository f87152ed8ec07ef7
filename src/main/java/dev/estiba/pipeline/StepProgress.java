package dev.estiba.pipeline;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.stream.Stream;

/** Where a step is: what it does, or how it ended. */
public enum StepProgress {
  /** Something that it needs has not ended. */
  WAITING('W', "Waiting"),
  RUNNING('R', "Running"),
  /** Somebody has to decide. */
  WAITING_FOR_APPROVAL('A', "WaitingForApproval"),
  SUCCEEDED('S', StepState.SUCCEEDED),
  FAILED('F', StepState.FAILED),
  TIMED_OUT('T', StepState.TIMED_OUT),
  CANCELLED('C', StepState.CANCELLED),
  REJECTED('J', StepState.REJECTED),
  SKIPPED('K', StepState.SKIPPED);

  private final char code;
  private final String displayName;

  StepProgress(char code, StepState state) {
    this(code, state.displayName());
  }

  StepProgress(char code, String displayName) {
    this.code = code;
    this.displayName = displayName;
  }

  @JsonValue
  public String displayName() {
    return displayName;
  }

  /** One character, for lists of many steps. */
  char code() {
    return code;
  }

  public static StepProgress of(StepState state) {
    return Stream.of(values())
        .filter(progress -> progress.displayName.equals(state.displayName()))
        .findFirst()
        .orElseThrow();
  }

  static StepProgress ofCode(char code) {
    return Stream.of(values())
        .filter(progress -> progress.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No state of a step is '" + code + "'"));
  }
}
