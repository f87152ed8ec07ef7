package dev.estiba.log;

import java.io.IOException;
import java.util.Arrays;

/**
 * The end of what is kept of a log.
 *
 * @param lines its last whole lines, at least one where there is any
 * @param first the first of those at its end between which nothing is missing
 * @param end one past the last of them: their number, or where a mark says that lines are missing
 * @param length of all that is kept, in bytes
 */
record LogTail(Lines lines, int first, int end, long length) {

  private static final int BLOCK = 64 * 1024;

  /** So many lines that all have their times do not come twice. */
  private static final int MAX_LINES = 128;

  static LogTail read(LogStore store, String path, long length) throws IOException {
    int block = BLOCK;
    while (true) {
      int size = (int) Math.min(length, block);
      byte[] bytes = store.read(path, length - size, size);
      int start = size == length ? 0 : afterFirstLineFeed(bytes);
      if (size == length || start < bytes.length) {
        Lines lines = Lines.of(bytes, start);
        boolean marked = !lines.isEmpty() && GapMarker.isAt(lines, lines.count() - 1);
        int end = marked ? lines.count() - 1 : lines.count();
        return new LogTail(lines, firstWithoutGap(lines, end), end, length);
      }
      block *= 4;
    }
  }

  private static int firstWithoutGap(Lines lines, int end) {
    int first = end;
    int earliest = Math.max(0, end - MAX_LINES);
    while (first > earliest && !GapMarker.isAt(lines, first - 1)) {
      first--;
    }
    return first;
  }

  private static int afterFirstLineFeed(byte[] bytes) {
    int i = 0;
    while (i < bytes.length && bytes[i] != '\n') {
      i++;
    }
    return Math.min(i + 1, bytes.length);
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  boolean endsWithGap() {
    return end < lines.count();
  }

  int count() {
    return end - first;
  }

  int last() {
    return end - 1;
  }

  /** Whether the log as fetched, from its first byte on, goes on just where this ends. */
  boolean isContinuedBy(Lines fetched) {
    if (isEmpty() || length > fetched.end()) {
      return false;
    }
    int size = lines.end() - lines.start(0);
    byte[] same = fetched.copy((int) length - size, (int) length);
    return Arrays.equals(lines.copy(lines.start(0), lines.end()), same);
  }
}
