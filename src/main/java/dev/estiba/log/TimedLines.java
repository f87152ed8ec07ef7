package dev.estiba.log;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of a log, each after its time and a space, as Azure and Docker write them. */
final class TimedLines {

  /** The shortest is {@code 2026-01-01T00:00:00Z}. */
  private static final int SHORTEST_TIME = 20;

  private static final int LONGEST_TIME = 35;

  /** A line with its line feed; one that has no time of its own has that of the line before. */
  private record Line(Instant time, String text) {}

  private final List<Line> lines;

  private TimedLines(List<Line> lines) {
    this.lines = lines;
  }

  static TimedLines parse(String text, boolean withUnfinished) {
    List<Line> lines = new ArrayList<>();
    Instant time = Instant.EPOCH;
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      if (end < 0 && !withUnfinished) {
        break;
      }
      String line = end < 0 ? text.substring(start) : text.substring(start, end);
      Instant own = timeOf(line);
      time = own == null ? time : own;
      lines.add(new Line(time, line + "\n"));
      start = end < 0 ? text.length() : end + 1;
    }
    return new TimedLines(lines);
  }

  /**
   * The lines that come after those kept. Lines with their times hardly repeat; where they do, the
   * place with the longest common past is it. Where the last kept line is gone from this fetch,
   * what is later than it is new.
   */
  TimedLines after(TimedLines kept) {
    if (kept.isEmpty()) {
      return this;
    }
    int best = -1;
    int longest = 0;
    for (int i = lines.size() - 1; i >= 0; i--) {
      int common = commonPast(i, kept);
      if (common > longest) {
        best = i;
        longest = common;
      }
    }
    return best >= 0 ? from(best + 1) : later(kept.lastTime());
  }

  /** How many lines up to {@code index} equal the last ones kept. */
  private int commonPast(int index, TimedLines kept) {
    int common = 0;
    int last = kept.lines.size() - 1;
    while (common <= index
        && common <= last
        && lines.get(index - common).equals(kept.lines.get(last - common))) {
      common++;
    }
    return common;
  }

  private TimedLines later(Instant time) {
    int first = 0;
    while (first < lines.size() && !lines.get(first).time().isAfter(time)) {
      first++;
    }
    return from(first);
  }

  private TimedLines from(int first) {
    return new TimedLines(lines.subList(first, lines.size()));
  }

  private Instant lastTime() {
    return lines.get(lines.size() - 1).time();
  }

  /** Whether what was kept last is in here, so that nothing is missing between the two. */
  boolean reachBackTo(TimedLines kept) {
    return kept.isEmpty() || lines.contains(kept.lines.get(kept.lines.size() - 1));
  }

  /** Marks the place before the first of these lines. */
  String gapLine() {
    return lines.get(0).time()
        + " [estiba] Lines before this one were dropped before they could be"
        + " fetched.\n";
  }

  String textAfterGap() {
    return gapLine() + text();
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  int count() {
    return lines.size();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.text()));
    return text.toString();
  }

  static String withoutTimes(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end + 1;
      String line = text.substring(start, end);
      plain.append(timeOf(line) == null ? line : line.substring(line.indexOf(' ') + 1));
      start = end;
    }
    return plain.toString();
  }

  private static @Nullable Instant timeOf(String line) {
    int space = line.indexOf(' ');
    if (space < SHORTEST_TIME || space > LONGEST_TIME || line.charAt(4) != '-') {
      return null;
    }
    try {
      return Instant.parse(line.substring(0, space));
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
