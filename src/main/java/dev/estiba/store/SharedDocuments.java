package dev.estiba.store;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Documents as values that many threads and hosts change together. Thread-safe.
 *
 * <p>Updates of one document that arrive while it is written are applied together, in the order of
 * their arrival, and written once: a hundred of them cost little more than one. What this process
 * wrote last is kept in memory, and read again only where somebody else wrote, or where an answer
 * rests on it that no write confirms.
 *
 * <p>Values are written by {@code dev.estiba.document.Json}, and must be immutable. One document is
 * always of one type.
 *
 * <p>An update is applied exactly once, with one exception: if the storage takes a write, its
 * answer is lost, and another host writes before that is found out, the update is applied to a
 * document that has it already. Where that would harm, it looks whether it is in there.
 */
public final class SharedDocuments {

  /** Of the documents that were used last; of others nothing is remembered. */
  private static final int REMEMBERED = 500;

  private final DocumentStore store;
  private final Pause pause;
  private final Map<String, SharedDocument<?>> documents =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SharedDocument<?>> eldest) {
          // Who still uses it goes on; should it be used anew meanwhile, versions keep order.
          return size() > REMEMBERED;
        }
      };

  public SharedDocuments(DocumentStore store) {
    this(store, Pause.RANDOM);
  }

  SharedDocuments(DocumentStore store, Pause pause) {
    this.store = store;
    this.pause = pause;
  }

  /**
   * Applies an update to a document, and returns once that is durable.
   *
   * @return what the update said
   * @throws RuntimeException what the update threw; nothing is changed by it, and others that were
   *     applied at the same time are not affected
   * @throws ContendedException if others always were faster; nothing is changed
   * @throws IOException if the storage failed; the update may have been applied or not
   */
  public <S, R> R update(String name, Class<S> type, Update<S, R> update) throws IOException {
    return document(name, type).update(update);
  }

  /** The document as it is now, whoever wrote it; empty if there is none. */
  public <S> Optional<S> read(String name, Class<S> type) throws IOException {
    return update(name, type, state -> Change.of(state, Optional.ofNullable(state)));
  }

  /** The names that begin with the prefix, in their order. */
  public List<String> list(String prefix) throws IOException {
    return store.list(prefix);
  }

  /** Deletes the document, whatever is in it. */
  public <S> void delete(String name, Class<S> type) throws IOException {
    boolean unused = update(name, type, state -> Change.of(null, true));
  }

  private <S> SharedDocument<S> document(String name, Class<S> type) {
    synchronized (documents) {
      SharedDocument<?> document =
          documents.computeIfAbsent(
              name, any -> new SharedDocument<>(store, DocumentNames.require(name), type, pause));
      return document.of(type);
    }
  }
}
