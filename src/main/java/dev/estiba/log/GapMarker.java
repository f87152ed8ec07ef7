package dev.estiba.log;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line that stands in a log where lines are missing. It tells the number of the gap, 1 for the
 * first, so that the last one tells how many there are.
 */
final class GapMarker {

  /** A marker with the longest time is shorter. */
  static final int MAX_LENGTH = 256;

  private static final String BEGIN = "[estiba] Gap ";
  private static final Pattern TEXT = Pattern.compile("\\[estiba\\] Gap ([0-9]{1,9}): .*");

  private GapMarker() {}

  /**
   * @param time of the line after it, with a space; empty if none is known
   */
  static byte[] line(String time, int number) {
    String text =
        time
            + BEGIN
            + number
            + ": lines may be missing here. Azure dropped them, or the container was started again,"
            + " before they could be fetched.\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static boolean isAt(Lines lines, int line) {
    return numberAt(lines, line).isPresent();
  }

  static OptionalInt numberAt(Lines lines, int line) {
    int from = lines.textStart(line);
    if (lines.end(line) - from > MAX_LENGTH) {
      return OptionalInt.empty();
    }
    String text = lines.text(from, line);
    if (!text.startsWith(BEGIN)) {
      return OptionalInt.empty();
    }
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }
}
