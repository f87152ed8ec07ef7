package dev.estiba.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.store.Change;
import dev.estiba.store.SharedDocuments;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The triggers of an installation, which all its hosts share. Thread-safe. */
public final class Triggers {

  private static final Logger log = LoggerFactory.getLogger(Triggers.class);
  private static final String FOLDER = "triggers/";

  private final SharedDocuments documents;

  public Triggers(SharedDocuments documents) {
    this.documents = documents;
  }

  /** What became of a change. */
  public sealed interface Outcome {

    /**
     * @param created whether there was none before
     */
    record Done(TriggerRecord trigger, boolean created) implements Outcome {}

    /** It is another one than who changes it believes. */
    record Conflict() implements Outcome {}

    /** There is none of the name. */
    record Unknown() implements Outcome {}
  }

  /** What has to be so for a change to be made. */
  @FunctionalInterface
  public interface Condition {

    /**
     * @param entityTag of the trigger as it is; null where there is none
     */
    boolean holds(@Nullable String entityTag);
  }

  /** For whom its secrets are sealed. */
  public static String secretsOwner(String name) {
    return "trigger/" + name;
  }

  public Optional<TriggerRecord> read(String name) throws IOException {
    return documents.read(FOLDER + name, TriggerRecord.class);
  }

  /** All of them by their names, in the order of these. */
  public Map<String, TriggerRecord> all() throws IOException {
    Map<String, TriggerRecord> all = new LinkedHashMap<>();
    for (String document : documents.list(FOLDER)) {
      String name = document.substring(FOLDER.length());
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
  public Outcome put(
      String name, JsonNode definition, @Nullable BlobMark mark, Condition condition, Instant at)
      throws IOException {
    return documents.update(
        FOLDER + name,
        TriggerRecord.class,
        before -> {
          if (!condition.holds(before == null ? null : before.entityTag())) {
            return Change.of(before, new Outcome.Conflict());
          }
          TriggerRecord after =
              before == null
                  ? TriggerRecord.first(definition, mark, at)
                  : before.next(
                      definition, before.watchesAs(definition) ? before.mark() : mark, at);
          return Change.of(after, new Outcome.Done(after, before == null));
        });
  }

  /**
   * Has it start nothing more, or again.
   *
   * @param mark from where on its blobs are new, where it starts again
   */
  public Outcome enable(
      String name, boolean enabled, @Nullable BlobMark mark, Condition condition, Instant at)
      throws IOException {
    return change(
        name,
        condition,
        before ->
            before.isEnabled() == enabled
                ? before
                : before.next(
                    before.definitionWhere(enabled), mark == null ? before.mark() : mark, at));
  }

  public Outcome delete(String name, Condition condition) throws IOException {
    return change(name, condition, before -> null);
  }

  private Outcome change(
      String name, Condition condition, Function<TriggerRecord, @Nullable TriggerRecord> change)
      throws IOException {
    return documents.update(
        FOLDER + name,
        TriggerRecord.class,
        before -> {
          if (before == null) {
            return Change.of(null, new Outcome.Unknown());
          }
          if (!condition.holds(before.entityTag())) {
            return Change.of(before, new Outcome.Conflict());
          }
          TriggerRecord after = change.apply(before);
          return Change.of(after, new Outcome.Done(after == null ? before : after, false));
        });
  }

  /**
   * Notes what was started or refused, in the order in which it was; nothing if the trigger was
   * deleted meanwhile.
   */
  public void note(String name, List<TriggerRun> runs) throws IOException {
    if (!runs.isEmpty()) {
      boolean unused =
          documents.update(
              FOLDER + name,
              TriggerRecord.class,
              before -> Change.of(before == null ? null : before.with(runs), true));
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
    boolean unused =
        documents.update(
            FOLDER + name,
            TriggerRecord.class,
            before -> {
              if (before == null
                  || before.mark() == null
                  || !path.equals(before.trigger().blobs())) {
                return Change.of(before, false);
              }
              return Change.of(before.with(runs).with(before.mark().with(handedOn, listed)), true);
            });
  }
}
