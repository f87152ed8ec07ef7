package dev.estiba.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Documents that outlive a host that dies, without a disk. Thread-safe. */
public final class MemoryDocuments implements DocumentStore {

  private final Map<String, Stored> documents = new TreeMap<>();
  private int writes;

  @Override
  public synchronized Optional<Stored> read(String name) {
    return Optional.ofNullable(documents.get(name));
  }

  @Override
  public synchronized Optional<String> write(
      String name, String content, @Nullable String expected) {
    if (!isAt(name, expected)) {
      return Optional.empty();
    }
    String version = String.valueOf(++writes);
    documents.put(name, new Stored(content, version));
    return Optional.of(version);
  }

  @Override
  public synchronized boolean delete(String name, @Nullable String expected) {
    return expected != null && isAt(name, expected) && documents.remove(name) != null;
  }

  private boolean isAt(String name, @Nullable String expected) {
    Stored stored = documents.get(name);
    return stored == null ? expected == null : stored.version().equals(expected);
  }

  @Override
  public synchronized List<String> list(String prefix) {
    return documents.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
  }
}
