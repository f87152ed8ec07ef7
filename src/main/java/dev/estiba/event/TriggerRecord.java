package dev.estiba.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.store.TaggedDocuments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A trigger as it is stored. Nothing in it may be changed.
 *
 * @param definition as it was put, with sealed secrets
 * @param revision 1 at first, one more for each change of the definition
 * @param runs the last ones, newest first
 * @param mark where it watches blobs
 */
public record TriggerRecord(
    JsonNode definition,
    long revision,
    Instant createdAt,
    Instant updatedAt,
    List<TriggerRun> runs,
    @Nullable BlobMark mark)
    implements TaggedDocuments.Tagged {

  static final int MOST_RUNS = 10;

  private static final String ENABLED = "enabled";

  public TriggerRecord {
    runs = List.copyOf(runs);
  }

  static TriggerRecord first(JsonNode definition, @Nullable BlobMark mark, Instant at) {
    return new TriggerRecord(definition, 1, at, at, List.of(), mark);
  }

  TriggerRecord next(JsonNode newDefinition, @Nullable BlobMark newMark, Instant at) {
    return new TriggerRecord(newDefinition, revision + 1, createdAt, at, runs, newMark);
  }

  TriggerRecord with(List<TriggerRun> newRuns) {
    Set<String> instances =
        newRuns.stream().map(TriggerRun::instanceId).collect(Collectors.toSet());
    List<TriggerRun> newestFirst = new ArrayList<>(newRuns);
    Collections.reverse(newestFirst);
    List<TriggerRun> last =
        Stream.concat(
                newestFirst.stream(),
                runs.stream().filter(run -> !instances.contains(run.instanceId())))
            .limit(MOST_RUNS)
            .toList();
    return new TriggerRecord(definition, revision, createdAt, updatedAt, last, mark);
  }

  TriggerRecord with(BlobMark newMark) {
    return new TriggerRecord(definition, revision, createdAt, updatedAt, runs, newMark);
  }

  public Trigger trigger() {
    return TriggerReader.readSealed(definition);
  }

  @JsonIgnore // The definition has it.
  public boolean isEnabled() {
    return definition.path(ENABLED).asBoolean(true);
  }

  JsonNode definitionWhere(boolean enabled) {
    ObjectNode copy = definition.deepCopy();
    return copy.put(ENABLED, enabled);
  }

  /** Whether its mark goes on to be right for another definition. */
  boolean watchesAs(JsonNode newDefinition) {
    return mark != null
        && isEnabled()
        && definition.path("blobs").equals(newDefinition.path("blobs"));
  }

  /** Of this revision, and of no other: also if it was deleted and put again meanwhile. */
  @Override
  public String entityTag() {
    return "\"" + revision + "-" + Long.toString(createdAt.toEpochMilli(), 36) + "\"";
  }
}
