package dev.estiba.log;

import java.io.IOException;
import java.util.Arrays;

/**
 * Appends what is new in a fetch: in pieces that the store keeps whole or not at all, each after
 * the notes on it.
 */
final class Addition {

  /** What Blob storage takes at once, in every version. */
  private static final int MAX_PIECE = 4 * 1024 * 1024;

  private final LogStore store;
  private final String path;
  private final LogTail kept;
  private final Lines fetched;
  private final Continuation more;

  Addition(LogStore store, String path, LogTail kept, Lines fetched, Continuation more) {
    this.store = store;
    this.path = path;
    this.kept = kept;
    this.fetched = fetched;
    this.more = more;
  }

  /**
   * @param ended whether a gap with nothing after it is marked too
   */
  Appended append(boolean ended) throws IOException {
    boolean nothing = more.firstNew() == fetched.count();
    if (nothing && !(more.gap() && ended)) {
      return new Appended.Kept(0, 0, false);
    }
    byte[] head = more.gap() ? marker() : new byte[0];
    int line = more.firstNew();
    long at = kept.length();
    do {
      int next = endOfPiece(line, head.length);
      new Outputs(store, path).note(fetched, line, next - 1, at + head.length);
      byte[] piece = piece(head, fetched.start(line), fetched.start(next));
      if (!store.append(path, at, piece)) {
        return new Appended.Outdated();
      }
      at += piece.length;
      line = next;
      head = new byte[0];
    } while (line < fetched.count());
    return new Appended.Kept(fetched.count() - more.firstNew(), at - kept.length(), more.gap());
  }

  private byte[] marker() throws IOException {
    Gaps gaps = new Gaps(store, path);
    byte[] marker = GapMarker.line(timeOfGap(), gaps.count() + 1);
    gaps.note(kept.length());
    return marker;
  }

  /** That of the line after it, else of the one before. */
  private String timeOfGap() {
    for (int line = more.firstNew(); line < fetched.count(); line++) {
      if (fetched.hasTime(line)) {
        return time(fetched, line);
      }
    }
    return kept.isEmpty() ? "" : time(kept.lines(), kept.lines().count() - 1);
  }

  private static String time(Lines lines, int line) {
    String text = lines.text(lines.start(line), line);
    return text.substring(0, lines.timeLength(line));
  }

  /** The line after the piece; a line that is longer than a piece is one. */
  private int endOfPiece(int line, int headLength) {
    int end = line;
    while (end < fetched.count()
        && (end == line || headLength + fetched.end(end) - fetched.start(line) <= MAX_PIECE)) {
      end++;
    }
    return end;
  }

  private byte[] piece(byte[] head, int from, int to) {
    byte[] lines = fetched.copy(from, to);
    if (head.length == 0) {
      return lines;
    }
    byte[] piece = Arrays.copyOf(head, head.length + lines.length);
    System.arraycopy(lines, 0, piece, head.length, lines.length);
    return piece;
  }
}
