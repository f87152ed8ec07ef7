package dev.estiba.local.azure;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened, in its order; closed in the other. Not thread-safe. */
final class Parts implements Closeable {

  private final Deque<Closeable> opened = new ArrayDeque<>();

  <T extends Closeable> T add(T part) {
    opened.push(part);
    return part;
  }

  /** Closes all, and throws the first failure with the others. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
