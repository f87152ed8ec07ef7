package dev.estiba.store;

import dev.estiba.document.Json;
import dev.estiba.store.DocumentStore.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One document, for all threads of this process. One of them writes, and meanwhile the others wait;
 * then one applies what all of them want, who find it done.
 */
final class SharedDocument<S> {

  /** With the pauses between them, some ten seconds. */
  private static final int MAX_CONFLICTS = 20;

  private final DocumentStore store;
  private final String name;
  private final Class<S> type;
  private final Pause pause;

  /** In the order of their arrival. Guarded by this. */
  private final List<PendingUpdate<S, ?>> pending = new ArrayList<>();

  /** Whether a thread applies updates. Guarded by this. */
  private boolean writing;

  /** What is believed to be stored; null if nothing is known. Only for the thread that writes. */
  private @Nullable Known<S> known;

  /**
   * What was stored at a version.
   *
   * @param state null where there was no document, and then the version is null as well
   */
  private record Known<S>(@Nullable S state, @Nullable String version) {}

  SharedDocument(DocumentStore store, String name, Class<S> type, Pause pause) {
    this.store = store;
    this.name = name;
    this.type = type;
    this.pause = pause;
  }

  /** This document, which is of that type. */
  @SuppressWarnings("unchecked")
  <T> SharedDocument<T> of(Class<T> wanted) {
    if (!type.equals(wanted)) {
      throw new IllegalArgumentException(
          "The document " + name + " is a " + type.getName() + ", no " + wanted.getName());
    }
    return (SharedDocument<T>) this;
  }

  <R> R update(Update<S, R> update) throws IOException {
    PendingUpdate<S, R> mine = new PendingUpdate<>(update);
    List<PendingUpdate<S, ?>> together = await(mine);
    if (!together.isEmpty()) {
      try {
        tryApply(together);
      } finally {
        done(together);
      }
    }
    return mine.result();
  }

  /**
   * Waits until somebody has applied the update, or nobody writes.
   *
   * @return what the caller is to apply, this one among them; empty if it is done
   */
  private synchronized List<PendingUpdate<S, ?>> await(PendingUpdate<S, ?> mine) {
    pending.add(mine);
    boolean interrupted = false;
    while (writing && !mine.isDone()) {
      try {
        wait();
      } catch (InterruptedException e) {
        // It is applied all the same, and what becomes of it is to be told.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (mine.isDone()) {
      return List.of();
    }
    writing = true;
    List<PendingUpdate<S, ?>> all = List.copyOf(pending);
    pending.clear();
    return all;
  }

  private synchronized void done(List<PendingUpdate<S, ?>> together) {
    together.forEach(PendingUpdate::done);
    writing = false;
    notifyAll();
  }

  private void tryApply(List<PendingUpdate<S, ?>> together) {
    try {
      apply(together);
    } catch (IOException | RuntimeException | Error e) {
      known = null;
      together.forEach(update -> update.failed(e));
    }
  }

  private void apply(List<PendingUpdate<S, ?>> together) throws IOException {
    for (int conflicts = 0; conflicts < MAX_CONFLICTS; ) {
      boolean fresh = known == null;
      Known<S> before = known == null ? read() : known;
      known = before;
      S after = before.state();
      for (PendingUpdate<S, ?> update : together) {
        after = update.applyTo(after);
      }
      if (!Objects.equals(before.state(), after)) {
        Optional<Known<S>> written = write(before, after);
        if (written.isPresent()) {
          known = written.get();
          return;
        }
        conflicts++;
        pause.before(conflicts);
      } else if (fresh || isNewest(before)) {
        return;
      }
      known = null;
    }
    throw new ContendedException(name, MAX_CONFLICTS);
  }

  /** No write tells whether others wrote. */
  private boolean isNewest(Known<S> believed) throws IOException {
    return Objects.equals(believed.version(), store.read(name).map(Stored::version).orElse(null));
  }

  private Known<S> read() throws IOException {
    return store
        .read(name)
        .map(stored -> new Known<>(Json.read(stored.content(), type), stored.version()))
        .orElseGet(() -> new Known<>(null, null));
  }

  /** Empty if somebody else wrote. */
  private Optional<Known<S>> write(Known<S> before, @Nullable S after) throws IOException {
    if (after == null) {
      return store.delete(name, Objects.requireNonNull(before.version()))
          ? Optional.of(new Known<>(null, null))
          : Optional.empty();
    }
    return store
        .write(name, Json.write(after), before.version())
        .map(version -> new Known<>(after, version));
  }
}
