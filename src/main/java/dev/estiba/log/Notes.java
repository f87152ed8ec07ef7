package dev.estiba.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Short lines beside a log that say where in it something stands. A note is written before what it
 * is about, so that no crash can leave that without one. So there may be notes about what was never
 * written, and the same note twice: what a note says counts if the log has it there.
 */
final class Notes {

  private static final int BLOCK = 64 * 1024;

  private final LogStore store;
  private final String path;

  /**
   * @param log the path of the log
   * @param kind of the notes
   */
  Notes(LogStore store, String log, String kind) {
    this.store = store;
    this.path = log + "." + kind;
  }

  /** A reader of notes; false ends the reading. */
  interface Reader {
    boolean next(String note) throws IOException;
  }

  /**
   * @param lines each with its line feed
   */
  void add(String lines) throws IOException {
    byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
    while (!store.append(path, store.length(path), bytes)) {}
  }

  /** From the first to the last. */
  void forward(Reader reader) throws IOException {
    long offset = 0;
    while (true) {
      byte[] block = store.read(path, offset, BLOCK);
      Lines lines = Lines.of(block, 0);
      for (int line = 0; line < lines.count(); line++) {
        if (!reader.next(lines.text(lines.start(line), line))) {
          return;
        }
      }
      if (lines.isEmpty()) {
        return;
      }
      offset += lines.end();
    }
  }

  /** From the last to the first. */
  void backward(Reader reader) throws IOException {
    long end = store.length(path);
    while (end > 0) {
      int size = (int) Math.min(end, BLOCK);
      Lines lines = Lines.of(store.read(path, end - size, size), 0);
      // The first line of a block that is not the first may have lost its begin.
      int first = size == end ? 0 : 1;
      for (int line = lines.count() - 1; line >= first; line--) {
        if (!reader.next(lines.text(lines.start(line), line))) {
          return;
        }
      }
      if (lines.count() <= first) {
        return;
      }
      end -= size - lines.start(first);
    }
  }
}
