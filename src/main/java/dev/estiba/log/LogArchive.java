package dev.estiba.log;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * The logs that Estiba keeps after their containers are gone. A log is stored as Azure told it,
 * each line after its time, and a line of Estiba's own where lines are missing; where a fetch
 * overlaps with what is kept, each line stays once. The archive itself is the only state, so that a
 * fetch may be repeated. Holds a few MB at most of a log, however long. Thread-safe, also between
 * processes.
 */
public final class LogArchive {

  /** A longer line is read in parts. */
  private static final int MAX_READ = 4 * 1024 * 1024;

  private final LogStore store;
  private final LogWindow window;

  public LogArchive(LogStore store, LogWindow window) {
    this.store = store;
    this.window = window;
  }

  /** How much is kept, in bytes: asked for before a fetch, and told when it is appended. */
  public long length(LogKey key) throws IOException {
    return store.length(key.path());
  }

  /**
   * Keeps those lines of a fetch that are not kept yet, and marks where some are missing.
   *
   * @param length of what was kept when the fetch began
   * @param fetched the log as fetched, each line after its time
   * @param ended whether the container has ended: then a last line without a line feed is kept too;
   *     before, it may still grow
   */
  public Appended append(LogKey key, long length, String fetched, boolean ended)
      throws IOException {
    Lines lines = Lines.of(fetched, ended);
    if (lines.isEmpty()) {
      return new Appended.Kept(0, 0, false);
    }
    LogTail kept = LogTail.read(store, key.path(), length);
    if (!ended && isAllKept(kept, fetched)) {
      return new Appended.Kept(0, 0, false);
    }
    Continuation more = Continuation.of(kept, lines, window, ended);
    return new Addition(store, key.path(), kept, lines, more).append(ended);
  }

  /** Whether somebody saw the end, and so kept also a last line without a line feed. */
  private boolean isAllKept(LogTail kept, String fetched) {
    if (fetched.endsWith("\n")) {
      return false;
    }
    Lines all = Lines.of(fetched, true);
    return Continuation.of(kept, all, window, false).firstNew() == all.count();
  }

  /**
   * Reads from an offset that an earlier read returned, or 0.
   *
   * @param maxBytes about how much to read; a line is not cut unless it is longer than 4 MB
   * @param timestamps whether each line's time stays before it
   */
  public LogRange read(LogKey key, long offset, int maxBytes, boolean timestamps)
      throws IOException {
    int block = Math.min(MAX_READ, maxBytes);
    while (true) {
      byte[] bytes = store.read(key.path(), offset, block);
      boolean isAtEnd = bytes.length < block;
      int end = Lines.of(bytes, 0).end();
      if (end == 0 && block == MAX_READ) {
        end = beforeCutCharacter(bytes);
      }
      if (end > 0 || isAtEnd) {
        return new LogRange(text(bytes, end, timestamps), offset + end, isAtEnd);
      }
      block = MAX_READ;
    }
  }

  private static String text(byte[] bytes, int end, boolean timestamps) {
    if (timestamps) {
      return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
    int to = 0;
    for (int start = 0, next; start < end; start = next) {
      next = start;
      while (next < end && bytes[next++] != '\n') {}
      int text = start + Lines.timeLength(bytes, start, next);
      System.arraycopy(bytes, text, bytes, to, next - text);
      to += next - text;
    }
    return new String(bytes, 0, to, StandardCharsets.UTF_8);
  }

  private static int beforeCutCharacter(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && (bytes[end - 1] & 0xC0) == 0x80) {
      end--;
    }
    return end > 0 && (bytes[end - 1] & 0xC0) == 0xC0 ? end - 1 : bytes.length;
  }

  /** In how many places lines are missing, because they were dropped before a fetch. */
  public int gaps(LogKey key) throws IOException {
    return new Gaps(store, key.path()).count();
  }

  public LogSummary summary(LogKey key) throws IOException {
    Outputs.Taken taken = new Outputs(store, key.path()).read();
    return new LogSummary(length(key) == 0, gaps(key), taken.outputs(), taken.warnings());
  }

  public URI location(LogKey key) {
    return store.location(key.path());
  }
}
