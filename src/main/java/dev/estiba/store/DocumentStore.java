package dev.estiba.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Small documents (some kilobytes each) by name, whole ones only. Whoever writes names the version
 * that was read, so that of two writers one is told to look again. Most callers want {@link
 * SharedDocuments}. Thread-safe.
 *
 * <p>A name is a path of one or more parts with slashes between them, such as {@code
 * governor/westeurope.json}; a part has 1 to 200 letters, digits and {@code . _ ~ = @ : -}, and
 * begins with a letter or a digit. Another one is an {@link IllegalArgumentException}. Names that
 * differ only in upper and lower case are not to be used together.
 */
public interface DocumentStore {

  /**
   * A document as it was.
   *
   * @param version opaque; the same as long as nobody writes
   */
  record Stored(String content, String version) {}

  Optional<Stored> read(String name) throws IOException;

  /**
   * Writes a document, durably and whole, if nobody else did meanwhile.
   *
   * @param expected the version that is replaced; null where there must be no such document yet
   * @return the new version; empty, and nothing is changed, if the document is at another version
   */
  Optional<String> write(String name, String content, @Nullable String expected) throws IOException;

  /**
   * Deletes a document.
   *
   * @return false, and nothing is changed, if it is at another version, or not there
   */
  boolean delete(String name, String expected) throws IOException;

  /** The names that begin with the prefix, in their order; an empty prefix has all of them. */
  List<String> list(String prefix) throws IOException;
}
