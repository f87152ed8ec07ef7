package dev.estiba.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.launch.LaunchTemplate;
import dev.estiba.pipeline.DocumentKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trigger as {@code /api/triggers} shows it.
 *
 * @param kind of what it starts
 * @param definition as it was put, without secrets; null in the list of all triggers
 * @param runs the last ten, newest first; in the list of all triggers the last one
 */
public record TriggerView(
    String name,
    boolean enabled,
    long revision,
    Instant createdAt,
    Instant updatedAt,
    DocumentKind kind,
    @Nullable JsonNode definition,
    List<TriggerRun> runs) {

  public TriggerView {
    runs = List.copyOf(runs);
  }

  /** As it is stored, without its definition. */
  public static TriggerView of(String name, TriggerRecord record) {
    return new TriggerView(
        name,
        record.isEnabled(),
        record.revision(),
        record.createdAt(),
        record.updatedAt(),
        LaunchTemplate.kindIn(record.definition()),
        null,
        record.runs());
  }

  public TriggerView with(JsonNode newDefinition) {
    return new TriggerView(
        name, enabled, revision, createdAt, updatedAt, kind, newDefinition, runs);
  }

  public TriggerView with(List<TriggerRun> newRuns) {
    return new TriggerView(
        name, enabled, revision, createdAt, updatedAt, kind, definition, newRuns);
  }

  /** All of them, in the order of their names. */
  public record All(List<TriggerView> triggers) {

    public All {
      triggers = List.copyOf(triggers);
    }
  }
}
