package dev.estiba.log;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** The gaps of one log. */
final class Gaps {

  private final LogStore store;
  private final String path;
  private final Notes notes;

  Gaps(LogStore store, String path) {
    this.store = store;
    this.path = path;
    this.notes = new Notes(store, path, "gaps");
  }

  /** How many there are: the last marker that is in the log tells. */
  int count() throws IOException {
    AtomicInteger count = new AtomicInteger();
    notes.backward(
        note -> {
          OptionalInt number = markerAt(Long.parseLong(note));
          number.ifPresent(count::set);
          return number.isEmpty();
        });
    return count.get();
  }

  /** Called before the marker is appended at that offset. */
  void note(long offset) throws IOException {
    notes.add(offset + "\n");
  }

  private OptionalInt markerAt(long offset) throws IOException {
    Lines lines = Lines.of(store.read(path, offset, GapMarker.MAX_LENGTH), 0);
    return lines.isEmpty() ? OptionalInt.empty() : GapMarker.numberAt(lines, 0);
  }
}
