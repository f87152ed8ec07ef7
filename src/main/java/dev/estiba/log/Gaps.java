package dev.estiba.log;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.TreeSet;

/** The gaps of one log. */
final class Gaps {

  private static final int AT_ONCE = 16;

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
    TreeSet<Long> places = lastBefore(Long.MAX_VALUE);
    while (!places.isEmpty()) {
      for (long place : places.descendingSet()) {
        OptionalInt number = markerAt(place);
        if (number.isPresent()) {
          return number.getAsInt();
        }
      }
      places = lastBefore(places.first());
    }
    return 0;
  }

  /** A writer that comes late notes what is long past: the last note need not be the furthest. */
  private TreeSet<Long> lastBefore(long limit) throws IOException {
    TreeSet<Long> places = new TreeSet<>();
    notes.forEach(
        note -> {
          long place = Long.parseLong(note);
          if (place < limit && places.add(place) && places.size() > AT_ONCE) {
            places.pollFirst();
          }
        });
    return places;
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
