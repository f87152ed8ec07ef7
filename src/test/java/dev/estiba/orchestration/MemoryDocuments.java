package dev.estiba.orchestration;

import dev.estiba.store.DocumentStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Documents that outlive a host that dies, without a disk. */
final class MemoryDocuments implements DocumentStore {

  private final Map<String, Stored> documents = new TreeMap<>();
  private int writes;

  @Override
  public Optional<Stored> read(String name) {
    return Optional.ofNullable(documents.get(name));
  }

  @Override
  public Optional<String> write(String name, String content, String expected) {
    if (!isAt(name, expected)) {
      return Optional.empty();
    }
    String version = String.valueOf(++writes);
    documents.put(name, new Stored(content, version));
    return Optional.of(version);
  }

  @Override
  public boolean delete(String name, String expected) {
    return expected != null && isAt(name, expected) && documents.remove(name) != null;
  }

  private boolean isAt(String name, String expected) {
    Stored stored = documents.get(name);
    return stored == null ? expected == null : stored.version().equals(expected);
  }

  @Override
  public List<String> list(String prefix) {
    return documents.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
  }
}
