package dev.estiba.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** All that a container ever wrote, as Azure would tell it if it kept all: lines after times. */
final class WrittenLog {

  private final Random random;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<Integer> ends = new ArrayList<>();
  private Instant time = Instant.parse("2026-01-01T12:00:00Z");
  private String unfinished = "";
  private int number;
  private boolean repeats;
  private boolean lastIsOpen;

  WrittenLog(Random random) {
    this.random = random;
  }

  /**
   * What a fetch brings.
   *
   * @param end of the lines in it that have their line feed
   */
  record Window(String text, int start, int end) {}

  void write(int lines) {
    for (int i = 0; i < lines; i++) {
      if (unfinished.isEmpty()) {
        unfinished = newLine();
      }
      add(unfinished);
      unfinished = "";
    }
    if (random.nextInt(3) == 0) {
      unfinished = newLine();
    }
  }

  /** The last line may end without a line feed. */
  void end() {
    if (!unfinished.isEmpty()) {
      add(unfinished);
      unfinished = "";
      lastIsOpen = random.nextBoolean();
    }
  }

  private void add(String line) {
    byte[] utf8 = (line + "\n").getBytes(UTF_8);
    bytes.writeBytes(utf8);
    ends.add(bytes.size());
  }

  private String newLine() {
    int kind = random.nextInt(20);
    if (kind == 0 && !ends.isEmpty()) {
      repeats = true;
      return lines().get(ends.size() - 1); // The same again, at the same time.
    }
    if (kind == 1 && !ends.isEmpty()) {
      return "the rest of a long line " + number++;
    }
    // Sometimes back, as when two streams are put together.
    time = time.plusNanos(random.nextInt(1000) - 200);
    return time + " " + text(kind);
  }

  private String text(int kind) {
    return switch (kind) {
      case 2 -> "";
      case 3 -> "\r";
      case 4 -> "ñ漢😀".repeat(random.nextInt(20));
      case 5 -> "\u0000\ud800\u001b[0m" + number++;
      case 6 -> "::output " + "abc".charAt(random.nextInt(3)) + "=" + number++ + "\r";
      case 7 -> "::output " + "bcd".charAt(random.nextInt(3)) + "=" + number++;
      case 8 -> time + " a time of its own " + number++;
      case 9 -> "x".repeat(random.nextInt(400)) + number++;
      default -> "line " + number++;
    };
  }

  /** The newest bytes, wherever that cuts. */
  Window newest(int maxBytes, boolean wholeLines) {
    byte[] all = withUnfinished();
    int start = Math.max(0, all.length - maxBytes);
    if (wholeLines && start > 0) {
      while (start < all.length && all[start - 1] != '\n') {
        start++;
      }
    }
    String text = new String(all, start, all.length - start, UTF_8);
    return new Window(text, start, lastIsOpen ? lastStart() : bytes.size());
  }

  private int lastStart() {
    return ends.size() < 2 ? 0 : ends.get(ends.size() - 2);
  }

  private byte[] withUnfinished() {
    byte[] whole = bytes.toByteArray();
    if (lastIsOpen) {
      return Arrays.copyOf(whole, whole.length - 1);
    }
    byte[] rest = unfinished.substring(0, unfinished.length() / 2).getBytes(UTF_8);
    byte[] all = Arrays.copyOf(whole, whole.length + rest.length);
    System.arraycopy(rest, 0, all, whole.length, rest.length);
    return all;
  }

  int size() {
    return bytes.size();
  }

  /** Whether some line came twice with the same time. */
  boolean repeats() {
    return repeats;
  }

  /** The lines between two offsets that are whole. */
  long wholeLinesBetween(int from, int to) {
    long count = 0;
    for (int i = 0; i < ends.size(); i++) {
      int start = i == 0 ? 0 : ends.get(i - 1);
      count += start >= from && ends.get(i) <= to && hasTime(i) ? 1 : 0;
    }
    return count;
  }

  private boolean hasTime(int line) {
    return lines().get(line).startsWith("2026-");
  }

  List<String> lines() {
    return text().isEmpty() ? List.of() : List.of(text().split("\n", -1)).subList(0, ends.size());
  }

  String text() {
    return bytes.toString(UTF_8);
  }
}
