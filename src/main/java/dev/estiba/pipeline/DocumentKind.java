package dev.estiba.pipeline;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/** What a document asks for, as its fields show. */
public enum DocumentKind {
  TASK("Task"),
  BATCH("Batch"),
  PIPELINE("Pipeline");

  private final String displayName;

  DocumentKind(String displayName) {
    this.displayName = displayName;
  }

  @JsonValue
  public String displayName() {
    return displayName;
  }

  /** A pipeline has steps, a batch a task and what there is one for; all else is a task. */
  public static DocumentKind of(JsonNode document) {
    if (document.has("steps")) {
      return PIPELINE;
    }
    return Stream.of("task", "items", "count", "matrix").anyMatch(document::has) ? BATCH : TASK;
  }
}
