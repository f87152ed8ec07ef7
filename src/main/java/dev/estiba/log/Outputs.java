package dev.estiba.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The outputs in one log. */
final class Outputs {

  private static final int MAX_NAMES = 64;

  /** Of names and values in UTF-8. */
  private static final int MAX_BYTES = 32 * 1024;

  /** A line with an output that may be taken is shorter. */
  private static final int MAX_LINE = MAX_BYTES + 1024;

  /** In a note, where the name is none that is allowed. */
  private static final String NO_NAME = "=";

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
    StringBuilder text = new StringBuilder();
    for (int line = first; line <= last; line++) {
      Optional<OutputLine> output = OutputLine.at(lines, line);
      if (output.isPresent()) {
        String name = output.get().name();
        text.append(offset + lines.start(line) - lines.start(first))
            .append(' ')
            .append(name == null ? NO_NAME : name)
            .append('\n');
      }
    }
    if (!text.isEmpty()) {
      notes.add(text.toString());
    }
  }

  Taken read() throws IOException {
    Map<String, Long> places = new LinkedHashMap<>();
    Few<Long> withoutName = new Few<>();
    Few<String> tooMany = new Few<>();
    notes.forEach(
        note -> {
          int space = note.indexOf(' ');
          long offset = Long.parseLong(note.substring(0, space));
          String name = note.substring(space + 1);
          if (name.equals(NO_NAME)) {
            withoutName.add(offset);
          } else if (places.containsKey(name) || places.size() < MAX_NAMES) {
            places.merge(name, offset, Math::max);
          } else {
            tooMany.add(name);
          }
        });
    return take(places, withoutName, tooMany);
  }

  private Taken take(Map<String, Long> places, Few<Long> withoutName, Few<String> tooMany)
      throws IOException {
    Map<String, String> taken = new LinkedHashMap<>();
    Few<String> tooLarge = new Few<>();
    int size = 0;
    for (Map.Entry<String, Long> place : places.entrySet()) {
      Optional<OutputLine> line = last(place.getKey(), place.getValue());
      if (line.isPresent()) {
        int more = size(place.getKey()) + size(line.get().value());
        if (size + more <= MAX_BYTES) {
          taken.put(place.getKey(), line.get().value());
          size += more;
        } else {
          tooLarge.add(place.getKey());
        }
      }
    }
    return new Taken(taken, warnings(withoutName, tooMany, tooLarge));
  }

  private List<String> warnings(Few<Long> withoutName, Few<String> tooMany, Few<String> tooLarge)
      throws IOException {
    List<String> warnings = new ArrayList<>();
    for (long offset : withoutName.first()) {
      lineAt(offset)
          .filter(line -> line.name() == null)
          .map(Outputs::badName)
          .ifPresent(warnings::add);
    }
    if (withoutName.hasOthers()) {
      warnings.add("Other such lines are not taken as outputs either.");
    }
    if (!tooMany.isEmpty()) {
      warnings.add("A task may have " + MAX_NAMES + " outputs; not taken: " + tooMany);
    }
    if (!tooLarge.isEmpty()) {
      warnings.add(
          "The outputs of a task may have " + MAX_BYTES + " bytes in all; not taken: " + tooLarge);
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

  /** The last line of that name; what was noted last need not have been written. */
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
    notes.forEach(
        note -> {
          int space = note.indexOf(' ');
          long at = Long.parseLong(note.substring(0, space));
          if (at < offset && note.substring(space + 1).equals(name)) {
            place[0] = Math.max(place[0], at);
          }
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
}
