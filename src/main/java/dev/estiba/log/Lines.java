package dev.estiba.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * UTF-8 text by its lines, each with its line feed. A line may begin with its time (RFC 3339) and a
 * space, as Azure and Docker write them; a part of a long line, or what a cut left of a line, has
 * none.
 */
final class Lines {

  /** The longest is {@code 2026-01-01T00:00:00.000000000+00:00}. */
  private static final int LONGEST_TIME = 35;

  /** Digits, and what stands between them. */
  private static final String SECONDS = "0000-00-00T00:00:00";

  private static final int FIRST_SIZE = 256;

  private final byte[] bytes;

  /** Where each line begins, and at last where the last one ends. */
  private final int[] starts;

  private final int count;

  private Lines(byte[] bytes, int[] starts, int count) {
    this.bytes = bytes;
    this.starts = starts;
    this.count = count;
  }

  /** The whole lines from an offset on. */
  static Lines of(byte[] bytes, int from) {
    int[] starts = new int[FIRST_SIZE];
    int count = 0;
    starts[0] = from;
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        count++;
        starts = count < starts.length ? starts : Arrays.copyOf(starts, 2 * starts.length);
        starts[count] = i + 1;
      }
    }
    return new Lines(bytes, starts, count);
  }

  /**
   * The whole lines of a text.
   *
   * @param withUnfinished whether the rest without a line feed is a line too
   */
  static Lines of(String text, boolean withUnfinished) {
    boolean unfinished = !text.isEmpty() && text.charAt(text.length() - 1) != '\n';
    return of(
        (unfinished && withUnfinished ? text + "\n" : text).getBytes(StandardCharsets.UTF_8), 0);
  }

  int count() {
    return count;
  }

  boolean isEmpty() {
    return count == 0;
  }

  int start(int line) {
    return starts[line];
  }

  /** Just after its line feed. */
  int end(int line) {
    return starts[line + 1];
  }

  /** Just after the last line. */
  int end() {
    return starts[count];
  }

  /** With what follows the last whole line. */
  int size() {
    return bytes.length;
  }

  /** The line that begins at an offset; the number of lines for their end. */
  int lineAt(int offset) {
    return Arrays.binarySearch(starts, 0, count + 1, offset);
  }

  byte[] copy(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** A part of a line as text, without the line feed. */
  String text(int from, int line) {
    return new String(bytes, from, end(line) - 1 - from, StandardCharsets.UTF_8);
  }

  boolean hasAt(int from, byte[] text) {
    return from + text.length <= end()
        && Arrays.equals(bytes, from, from + text.length, text, 0, text.length);
  }

  boolean equal(int line, Lines other, int otherLine) {
    return Arrays.equals(
        bytes, start(line), end(line), other.bytes, other.start(otherLine), other.end(otherLine));
  }

  /** Whether a line is how another one begins, line feeds aside. */
  boolean begins(int line, Lines other, int otherLine) {
    int length = end(line) - 1 - start(line);
    int from = other.start(otherLine);
    return length <= other.end(otherLine) - 1 - from
        && Arrays.equals(bytes, start(line), end(line) - 1, other.bytes, from, from + length);
  }

  /** Whether a line is how another one ends; of a character cut in two, nothing is compared. */
  boolean ends(int line, Lines other, int otherLine) {
    int from = start(line);
    while (isReplacement(from, end(line))) {
      from += 3;
    }
    int length = end(line) - from;
    int to = other.end(otherLine);
    return length <= to - other.start(otherLine)
        && Arrays.equals(bytes, from, end(line), other.bytes, to - length, to);
  }

  /** U+FFFD: what a decoder makes of a cut character. */
  private boolean isReplacement(int at, int end) {
    return at + 3 < end
        && bytes[at] == (byte) 0xEF
        && bytes[at + 1] == (byte) 0xBF
        && bytes[at + 2] == (byte) 0xBD;
  }

  boolean hasTime(int line) {
    return timeLength(line) > 0;
  }

  boolean haveTimes() {
    for (int line = 0; line < count; line++) {
      if (hasTime(line)) {
        return true;
      }
    }
    return false;
  }

  /** Where the text begins after the time, if there is one. */
  int textStart(int line) {
    return start(line) + timeLength(line);
  }

  int timeLength(int line) {
    return timeLength(bytes, start(line), end(line));
  }

  /** The length of the longest line, also of one that is not whole yet. */
  int longest() {
    int longest = size() - end();
    for (int line = 0; line < count; line++) {
      longest = Math.max(longest, end(line) - start(line));
    }
    return longest;
  }

  /** The length of the time at the begin of a line, with the space after it; 0 for none. */
  static int timeLength(byte[] bytes, int start, int end) {
    int seconds = start + SECONDS.length();
    if (seconds >= end || !isLike(SECONDS, bytes, start)) {
      return 0;
    }
    int limit = Math.min(end, start + LONGEST_TIME + 1);
    for (int i = seconds; i < limit; i++) {
      if (bytes[i] == ' ') {
        return i > seconds && isZone(bytes, seconds, i) ? i + 1 - start : 0;
      }
    }
    return 0;
  }

  /** A fraction or none, then {@code Z} or an offset such as {@code +00:00}. */
  private static boolean isZone(byte[] bytes, int from, int to) {
    int i = from;
    if (bytes[i] == '.') {
      i++;
      while (i < to && isDigit(bytes[i])) {
        i++;
      }
    }
    return to - i == 1
        ? bytes[i] == 'Z'
        : to - i == 6 && (isLike("+00:00", bytes, i) || isLike("-00:00", bytes, i));
  }

  /** Whether it has a digit wherever the pattern has a 0, and else the same. */
  private static boolean isLike(String pattern, byte[] bytes, int start) {
    for (int i = 0; i < pattern.length(); i++) {
      byte b = bytes[start + i];
      if (pattern.charAt(i) == '0' ? !isDigit(b) : b != pattern.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
