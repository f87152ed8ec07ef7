package dev.estiba.pipeline;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a step does, in a word; the name of its field in the document. */
public enum StepKind {
  TASK("task"),
  BATCH("batch"),
  APPROVAL("approval"),
  PIPELINE("pipeline");

  private final String displayName;

  StepKind(String displayName) {
    this.displayName = displayName;
  }

  @JsonValue
  public String displayName() {
    return displayName;
  }

  public static StepKind of(Work work) {
    if (work instanceof Work.Task) {
      return TASK;
    }
    if (work instanceof Work.Batch) {
      return BATCH;
    }
    return work instanceof Work.Approval ? APPROVAL : PIPELINE;
  }
}
