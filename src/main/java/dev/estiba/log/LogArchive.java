package dev.estiba.log;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * The logs that Estiba keeps after their containers are gone. A log is stored as Azure told it,
 * each line after its time; those times show where a fetch overlaps with what is kept, so that the
 * archive itself is the only state and a fetch may be repeated. Thread-safe, also between
 * processes.
 */
public final class LogArchive {

  private static final int READ_BLOCK = 64 * 1024;

  /** A line longer than this is read in parts. */
  private static final int MAX_READ_BLOCK = 16 * 1024 * 1024;

  private final LogStore store;

  public LogArchive(LogStore store) {
    this.store = store;
  }

  /**
   * Keeps those lines of a fetch that are not kept yet.
   *
   * @param fetched the log as fetched, each line after its time
   * @param complete whether the container has ended: then a last line without a line feed is kept
   *     too; before, it may still grow
   * @return how many lines were new
   */
  public int append(LogKey key, String fetched, boolean complete) throws IOException {
    TimedLines lines = TimedLines.parse(fetched, complete);
    String path = key.path();
    while (true) {
      long length = store.length(path);
      TimedLines kept = lastKept(path, length);
      TimedLines missing = lines.after(kept);
      if (missing.isEmpty()) {
        return 0;
      }
      boolean gap = !lines.reachBackTo(kept);
      if (gap) {
        noteGap(path, missing);
      }
      String text = gap ? missing.textAfterGap() : missing.text();
      if (store.append(path, length, text.getBytes(StandardCharsets.UTF_8))) {
        return missing.count();
      }
    }
  }

  /** Whether lines are missing somewhere in the log, because they were dropped before a fetch. */
  public boolean hasGaps(LogKey key) throws IOException {
    return store.length(gapsPath(key.path())) > 0;
  }

  /** Kept before the line that marks the gap, so that no crash can leave a gap untold. */
  private void noteGap(String path, TimedLines afterGap) throws IOException {
    byte[] note = afterGap.gapLine().getBytes(StandardCharsets.UTF_8);
    while (!store.append(gapsPath(path), store.length(gapsPath(path)), note)) {}
  }

  private static String gapsPath(String path) {
    return path + ".gaps";
  }

  /**
   * Reads from an offset that an earlier read returned, or 0.
   *
   * @param maxBytes about how much to read; a line is never cut
   * @param timestamps whether each line's time stays before it
   */
  public LogRange read(LogKey key, long offset, int maxBytes, boolean timestamps)
      throws IOException {
    int block = maxBytes;
    while (true) {
      byte[] bytes = store.read(key.path(), offset, block);
      boolean isAtEnd = bytes.length < block;
      int end = block >= MAX_READ_BLOCK ? bytes.length : afterLastLineFeed(bytes);
      if (end > 0 || isAtEnd) {
        String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
        return new LogRange(
            timestamps ? text : TimedLines.withoutTimes(text), offset + end, bytes.length < block);
      }
      block = Math.min(MAX_READ_BLOCK, block * 4);
    }
  }

  public boolean isEmpty(LogKey key) throws IOException {
    return store.length(key.path()) == 0;
  }

  public URI location(LogKey key) {
    return store.location(key.path());
  }

  /** The last whole lines that are kept, at least one where there is any. */
  private TimedLines lastKept(String path, long length) throws IOException {
    if (length == 0) {
      return TimedLines.parse("", false);
    }
    int block = READ_BLOCK;
    while (true) {
      long from = Math.max(0, length - block);
      String tail =
          new String(store.read(path, from, (int) (length - from)), StandardCharsets.UTF_8);
      String whole = from == 0 ? tail : tail.substring(tail.indexOf('\n') + 1);
      if (from == 0 || !whole.isEmpty()) {
        return TimedLines.parse(whole, false);
      }
      block *= 4;
    }
  }

  private static int afterLastLineFeed(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }
}
