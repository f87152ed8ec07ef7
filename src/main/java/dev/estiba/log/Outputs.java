package dev.estiba.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The outputs in one log. */
final class Outputs {

  private static final int MAX_NAMES = 64;

  /** Of names and values in UTF-8. */
  private static final int MAX_BYTES = 32 * 1024;

  /** A line with an output that may be taken is shorter. */
  private static final int MAX_LINE = MAX_BYTES + 1024;

  /** In a note, where the name is none that is allowed. */
  private static final String NO_NAME = "=";

  private static final int MAX_TOLD = 5;
  private static final int MAX_SHOWN = 80;

  private final LogStore store;
  private final String path;
  private final Notes notes;

  Outputs(LogStore store, String path) {
    this.store = store;
    this.path = path;
    this.notes = new Notes(store, path, "outputs");
  }

  /** What is taken, and what is told of the rest. */
  record Taken(Map<String, String> outputs, List<String> warnings) {}

  /**
   * Called before these lines are appended.
   *
   * @param lines of a fetch
   * @param offset in the log of the first of them
   */
  void note(Lines lines, int first, int last, long offset) throws IOException {
    Map<String, Long> offsets = new LinkedHashMap<>();
    for (int line = first; line <= last; line++) {
      Optional<OutputLine> output = OutputLine.at(lines, line);
      if (output.isPresent()) {
        // Of a name, the last one before the next append is enough.
        String name = output.get().name() == null ? NO_NAME : output.get().name();
        if (offsets.size() <= MAX_NAMES || offsets.containsKey(name)) {
          offsets.put(name, offset + lines.start(line) - lines.start(first));
        }
      }
    }
    if (!offsets.isEmpty()) {
      StringBuilder text = new StringBuilder();
      offsets.forEach((name, at) -> text.append(at).append(' ').append(name).append('\n'));
      notes.add(text.toString());
    }
  }

  Taken read() throws IOException {
    Map<String, Long> places = new LinkedHashMap<>();
    TreeSet<Long> withoutName = new TreeSet<>();
    TreeSet<String> tooMany = new TreeSet<>();
    notes.forward(
        note -> {
          int space = note.indexOf(' ');
          long offset = Long.parseLong(note.substring(0, space));
          String name = note.substring(space + 1);
          if (name.equals(NO_NAME)) {
            addFew(withoutName, offset);
          } else if (places.containsKey(name) || places.size() < MAX_NAMES) {
            places.merge(name, offset, Math::max);
          } else {
            addFew(tooMany, name);
          }
          return true;
        });
    return take(places, withoutName, tooMany);
  }

  private Taken take(Map<String, Long> places, TreeSet<Long> withoutName, TreeSet<String> tooMany)
      throws IOException {
    Map<String, String> taken = new LinkedHashMap<>();
    TreeSet<String> tooLarge = new TreeSet<>();
    int size = 0;
    for (Map.Entry<String, Long> place : places.entrySet()) {
      Optional<OutputLine> line = last(place.getKey(), place.getValue());
      if (line.isPresent()) {
        int more = size(place.getKey()) + size(line.get().value());
        if (size + more <= MAX_BYTES) {
          taken.put(place.getKey(), line.get().value());
          size += more;
        } else {
          addFew(tooLarge, place.getKey());
        }
      }
    }
    return new Taken(taken, warnings(withoutName, tooMany, tooLarge));
  }

  private List<String> warnings(
      TreeSet<Long> withoutName, TreeSet<String> tooMany, TreeSet<String> tooLarge)
      throws IOException {
    List<String> warnings = new ArrayList<>();
    for (long offset : withoutName) {
      lineAt(offset)
          .filter(line -> line.name() == null)
          .map(Outputs::badName)
          .ifPresent(warnings::add);
    }
    if (!tooMany.isEmpty()) {
      warnings.add(
          "A task may have " + MAX_NAMES + " outputs; not taken: " + String.join(", ", tooMany));
    }
    if (!tooLarge.isEmpty()) {
      warnings.add(
          "The outputs of a task may have "
              + MAX_BYTES
              + " bytes in all; not taken: "
              + String.join(", ", tooLarge));
    }
    return warnings;
  }

  private static String badName(OutputLine line) {
    String shown =
        line.text().length() <= MAX_SHOWN ? line.text() : line.text().substring(0, MAX_SHOWN) + "…";
    return "'"
        + shown
        + "' is not taken as an output: write ::output name=value, the name with at most 64 letters,"
        + " digits, '_', '.' and '-', beginning with a letter or '_'.";
  }

  /**
   * The last line of that name; where the last note is about what was never written, it's before.
   */
  private Optional<OutputLine> last(String name, long offset) throws IOException {
    long place = offset;
    while (place >= 0) {
      Optional<OutputLine> line = lineAt(place).filter(output -> name.equals(output.name()));
      if (line.isPresent()) {
        return line;
      }
      place = before(name, place);
    }
    return Optional.empty();
  }

  /** The last noted place of a name before another one; -1 for none. */
  private long before(String name, long offset) throws IOException {
    long[] place = {-1};
    notes.forward(
        note -> {
          int space = note.indexOf(' ');
          long at = Long.parseLong(note.substring(0, space));
          if (at < offset && note.substring(space + 1).equals(name)) {
            place[0] = Math.max(place[0], at);
          }
          return true;
        });
    return place[0];
  }

  /** Of a line that is too long, the begin: enough to see that it is. */
  private Optional<OutputLine> lineAt(long offset) throws IOException {
    byte[] bytes = store.read(path, offset, MAX_LINE);
    Lines lines = Lines.of(bytes, 0);
    if (lines.isEmpty() && bytes.length == MAX_LINE) {
      bytes[MAX_LINE - 1] = '\n';
      lines = Lines.of(bytes, 0);
    }
    return lines.isEmpty() ? Optional.empty() : OutputLine.at(lines, 0);
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static <T> void addFew(TreeSet<T> few, T one) {
    if (few.size() < MAX_TOLD) {
      few.add(one);
    }
  }
}
