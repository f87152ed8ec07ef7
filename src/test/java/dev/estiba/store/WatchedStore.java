package dev.estiba.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A directory that tells what is asked of it, and in which something may happen before a write. */
final class WatchedStore implements DocumentStore {

  interface Event {
    void happen() throws IOException;
  }

  final AtomicInteger reads = new AtomicInteger();
  final AtomicInteger writes = new AtomicInteger();
  volatile Event beforeWrite = () -> {};
  private final DocumentStore store;

  WatchedStore(Path directory) {
    this.store = new DirectoryDocumentStore(directory);
  }

  @Override
  public Optional<Stored> read(String name) throws IOException {
    reads.incrementAndGet();
    return store.read(name);
  }

  @Override
  public Optional<String> write(String name, String content, String expected) throws IOException {
    writes.incrementAndGet();
    beforeWrite.happen();
    return store.write(name, content, expected);
  }

  @Override
  public boolean delete(String name, String expected) throws IOException {
    return store.delete(name, expected);
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    return store.list(prefix);
  }
}
