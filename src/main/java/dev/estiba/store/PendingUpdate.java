package dev.estiba.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An update that a thread waits for. The document sees to it that one thread at a time uses it. */
final class PendingUpdate<S, R> {

  private final Update<S, R> update;
  private @Nullable Change<S, R> change;
  private @Nullable Throwable failure;
  private boolean done;

  PendingUpdate(Update<S, R> update) {
    this.update = update;
  }

  /** May be called again, with another state. */
  @Nullable S applyTo(@Nullable S state) {
    change = null;
    failure = null;
    try {
      change = update.apply(state);
      return change.state();
    } catch (RuntimeException e) {
      failure = e;
      return state;
    }
  }

  void done() {
    done = true;
  }

  /** What became of all that were written together; one of them may have failed by itself. */
  void failed(Throwable why) {
    if (failure == null) {
      failure = why;
    }
  }

  boolean isDone() {
    return done;
  }

  R result() throws IOException {
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof IOException io) {
      // Each thread its own: a trace of the thread that wrote helps nobody else.
      throw io instanceof ContendedException ? io : new IOException(io.getMessage(), io);
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (change == null) {
      throw new IllegalStateException("The update was not applied");
    }
    return change.result();
  }
}
