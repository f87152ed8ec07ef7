package dev.estiba.local.azure;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The records of one type in a {@link StateStore}, each under a name. */
final class StateTable<T> {

  private final StateStore store;
  private final String name;
  private final Class<T> type;

  StateTable(StateStore store, String name, Class<T> type) {
    this.store = store;
    this.name = name;
    this.type = type;
  }

  /** Returns what completes when the record is on the disk. */
  CompletableFuture<Void> write(String key, T value) {
    return store.change(name, key, value);
  }

  /** Returns what completes when the record is gone from the disk. */
  CompletableFuture<Void> delete(String key) {
    return store.change(name, key, null);
  }

  List<T> readAll() throws IOException {
    return store.readAll(name, type);
  }
}
