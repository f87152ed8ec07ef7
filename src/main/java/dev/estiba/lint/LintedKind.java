package dev.estiba.lint;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.event.TriggerReader;
import dev.estiba.pipeline.DocumentKind;
import dev.estiba.schedule.ScheduleParser;

/** What a document is, as its fields show: what can be run, or what starts that. */
public enum LintedKind {
  TASK("Task"),
  BATCH("Batch"),
  PIPELINE("Pipeline"),
  SCHEDULE("Schedule"),
  TRIGGER("Trigger");

  private final String displayName;

  LintedKind(String displayName) {
    this.displayName = displayName;
  }

  @JsonValue
  public String displayName() {
    return displayName;
  }

  public static LintedKind of(JsonNode document) {
    if (ScheduleParser.isMeant(document)) {
      return SCHEDULE;
    }
    return TriggerReader.isMeant(document) ? TRIGGER : of(DocumentKind.of(document));
  }

  public static LintedKind of(DocumentKind kind) {
    return switch (kind) {
      case TASK -> TASK;
      case BATCH -> BATCH;
      case PIPELINE -> PIPELINE;
    };
  }
}
