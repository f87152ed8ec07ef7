package dev.estiba.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.store.SharedDocuments;
import dev.estiba.store.TaggedDocuments;
import dev.estiba.store.TaggedDocuments.Condition;
import dev.estiba.store.TaggedDocuments.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The triggers of an installation, which all its hosts share. Thread-safe. */
public final class Triggers {

  private static final Logger log = LoggerFactory.getLogger(Triggers.class);

  private final TaggedDocuments<TriggerRecord> documents;

  public Triggers(SharedDocuments documents) {
    this.documents = new TaggedDocuments<>(documents, "triggers/", TriggerRecord.class);
  }

  /** For whom its secrets are sealed. */
  public static String secretsOwner(String name) {
    return "trigger/" + name;
  }

  public Optional<TriggerRecord> read(String name) throws IOException {
    return documents.read(name);
  }

  /** All of them by their names, in the order of these. */
  public Map<String, TriggerRecord> all() throws IOException {
    Map<String, TriggerRecord> all = new LinkedHashMap<>();
    for (String name : documents.names()) {
      Optional<TriggerRecord> found = read(name); // It may have been deleted meanwhile.
      found.ifPresent(record -> all.put(name, record));
    }
    return all;
  }

  /** Those that start something. One that this version cannot read is told, and left out. */
  public Map<String, Trigger> enabled() throws IOException {
    Map<String, Trigger> enabled = new LinkedHashMap<>();
    for (Map.Entry<String, TriggerRecord> entry : all().entrySet()) {
      if (entry.getValue().isEnabled()) {
        readable(entry.getKey(), entry.getValue())
            .ifPresent(trigger -> enabled.put(entry.getKey(), trigger));
      }
    }
    return enabled;
  }

  private static Optional<Trigger> readable(String name, TriggerRecord record) {
    try {
      return Optional.of(record.trigger());
    } catch (IllegalArgumentException e) {
      log.error("Trigger {} cannot be read and starts nothing; put it again", name, e);
      return Optional.empty();
    }
  }

  /**
   * Puts a trigger in the place of what there is.
   *
   * @param definition valid, with sealed secrets
   * @param mark from where on its blobs are new, unless it watches the same ones already
   */
  public Outcome<TriggerRecord> put(
      String name, JsonNode definition, @Nullable BlobMark mark, Condition condition, Instant at)
      throws IOException {
    return documents.put(
        name,
        condition,
        before ->
            before == null
                ? TriggerRecord.first(definition, mark, at)
                : before.next(definition, before.watchesAs(definition) ? before.mark() : mark, at));
  }

  /**
   * Has it start nothing more, or again.
   *
   * @param mark from where on its blobs are new, where it starts again
   */
  public Outcome<TriggerRecord> enable(
      String name, boolean enabled, @Nullable BlobMark mark, Condition condition, Instant at)
      throws IOException {
    return documents.change(
        name,
        condition,
        before ->
            before.isEnabled() == enabled
                ? before
                : before.next(
                    before.definitionWhere(enabled), mark == null ? before.mark() : mark, at));
  }

  public Outcome<TriggerRecord> delete(String name, Condition condition) throws IOException {
    return documents.delete(name, condition);
  }

  /**
   * Notes what was started or refused, in the order in which it was; nothing if the trigger was
   * deleted meanwhile.
   */
  public void note(String name, List<TriggerRun> runs) throws IOException {
    if (!runs.isEmpty()) {
      Outcome<TriggerRecord> unused =
          documents.change(name, any -> true, before -> before.with(runs));
    }
  }

  /**
   * Notes that blobs were handed on, and what was started or refused for them; nothing if the
   * trigger does not watch that path any more.
   *
   * @param listed when they were, see {@link BlobMark#with}
   */
  public void note(
      String name, BlobPath path, List<FoundBlob> handedOn, Instant listed, List<TriggerRun> runs)
      throws IOException {
    Outcome<TriggerRecord> unused =
        documents.change(
            name,
            any -> true,
            before ->
                before.mark() == null || !path.equals(before.trigger().blobs())
                    ? before
                    : before.with(runs).with(before.mark().with(handedOn, listed)));
  }
}
