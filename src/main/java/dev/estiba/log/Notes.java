package dev.estiba.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

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

  /**
   * @param lines each with its line feed
   */
  void add(String lines) throws IOException {
    byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
    while (!store.append(path, store.length(path), bytes)) {}
  }

  /** From the first to the last. */
  void forEach(Consumer<String> reader) throws IOException {
    long offset = 0;
    while (true) {
      byte[] block = store.read(path, offset, BLOCK);
      Lines lines = Lines.of(block, 0);
      for (int line = 0; line < lines.count(); line++) {
        reader.accept(lines.text(lines.start(line), line));
      }
      if (lines.isEmpty()) {
        return;
      }
      offset += lines.end();
    }
  }
}
