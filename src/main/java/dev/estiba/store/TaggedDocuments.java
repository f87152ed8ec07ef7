package dev.estiba.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Documents of one type in one folder, under names that users give them. Who changes one may say
 * which one it has to be, so that of two who do, one is told to look again. Thread-safe.
 */
public final class TaggedDocuments<S extends TaggedDocuments.Tagged> {

  /** A document that tells itself from what it was before. */
  public interface Tagged {

    /** Another one after each change that a user makes (RFC 9110, 8.8.3). */
    String entityTag();
  }

  /** What has to be so for a change to be made. */
  @FunctionalInterface
  public interface Condition {

    /**
     * @param entityTag of the document as it is; null where there is none
     */
    boolean holds(@Nullable String entityTag);
  }

  /** What became of a change. */
  public sealed interface Outcome<S> {

    /**
     * @param document as it is now; as it was, if it was deleted
     * @param created whether there was none before
     */
    record Done<S>(S document, boolean created) implements Outcome<S> {}

    /** It is another one than who changes it believes. */
    record Conflict<S>() implements Outcome<S> {}

    /** There is none of the name. */
    record Unknown<S>() implements Outcome<S> {}
  }

  /** Makes a document in the place of what there is. It must be pure: it may be called again. */
  @FunctionalInterface
  public interface Next<S> {

    /**
     * @param before null where there is none
     */
    S after(@Nullable S before);
  }

  private final SharedDocuments documents;
  private final String folder;
  private final Class<S> type;

  /**
   * @param folder with a slash at its end
   */
  public TaggedDocuments(SharedDocuments documents, String folder, Class<S> type) {
    this.documents = documents;
    this.folder = folder;
    this.type = type;
  }

  /** In their order. */
  public List<String> names() throws IOException {
    return documents.list(folder).stream().map(name -> name.substring(folder.length())).toList();
  }

  public Optional<S> read(String name) throws IOException {
    return documents.read(folder + name, type);
  }

  /** Puts one in the place of what there is. */
  public Outcome<S> put(String name, Condition condition, Next<S> next) throws IOException {
    return documents.update(
        folder + name,
        type,
        before -> {
          if (!condition.holds(before == null ? null : before.entityTag())) {
            return Change.of(before, new Outcome.Conflict<S>());
          }
          S after = next.after(before);
          return Change.of(after, new Outcome.Done<>(after, before == null));
        });
  }

  /**
   * Changes one that is there.
   *
   * @param next makes the new one of it; pure
   */
  public Outcome<S> change(String name, Condition condition, Function<S, S> next)
      throws IOException {
    return documents.update(
        folder + name,
        type,
        before -> {
          if (before == null || !condition.holds(before.entityTag())) {
            return Change.of(before, notDone(before));
          }
          S after = next.apply(before);
          return Change.of(after, new Outcome.Done<>(after, false));
        });
  }

  public Outcome<S> delete(String name, Condition condition) throws IOException {
    return documents.update(
        folder + name,
        type,
        before ->
            before == null || !condition.holds(before.entityTag())
                ? Change.of(before, notDone(before))
                : Change.of(null, new Outcome.Done<>(before, false)));
  }

  private static <S> Outcome<S> notDone(@Nullable S before) {
    return before == null ? new Outcome.Unknown<>() : new Outcome.Conflict<>();
  }
}
