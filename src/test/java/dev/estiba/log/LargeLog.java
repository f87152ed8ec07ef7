package dev.estiba.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Keeps a log of 1 GB, fetch by fetch, and reads it, in a JVM of its own. */
final class LargeLog {

  private static final LogKey KEY = new LogKey("instance", 1, "main");
  private static final long SIZE = 1024L * 1024 * 1024;
  private static final int WINDOW = 4 * 1024 * 1024;
  private static final int LINE = 128;
  private static final int NEW_LINES = 31_000;
  private static final String REST = "x".repeat(LINE - 60) + "\n";

  private LargeLog() {}

  /** Prints {@code complete}, or what is wrong. */
  public static void main(String[] arguments) throws IOException {
    LogArchive archive =
        new LogArchive(new DirectoryLogStore(Path.of(arguments[0])), LogWindow.AZURE);
    long lines = SIZE / LINE;
    keep(archive, lines);
    System.out.println(problem(archive, lines));
  }

  private static void keep(LogArchive archive, long lines) throws IOException {
    for (long written = NEW_LINES; ; written = Math.min(lines, written + NEW_LINES)) {
      long length = archive.length(KEY);
      archive.append(KEY, length, window(written), false);
      if (written == lines) {
        return;
      }
    }
  }

  private static String window(long written) {
    StringBuilder text = new StringBuilder(WINDOW);
    for (long line = Math.max(0, written - WINDOW / LINE); line < written; line++) {
      append(text, line);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, long line) {
    String number = Long.toString(1_000_000_000 + line);
    text.append("2026-01-01T00:00:00.").append(number, 1, 10).append("Z ::output n=");
    text.append(number).append("       ").append(REST);
  }

  private static String problem(LogArchive archive, long lines) throws IOException {
    StringBuilder expected = new StringBuilder();
    append(expected, 0);
    if (expected.length() != LINE) {
      return "a line has " + expected.length() + " bytes";
    }
    long offset = 0;
    for (long line = 0; line < lines; ) {
      LogRange range = archive.read(KEY, offset, 1024 * 1024, true);
      for (int from = 0; from < range.text().length(); from += LINE) {
        expected.setLength(0);
        append(expected, line++);
        if (!range.text().startsWith(expected.toString(), from)) {
          return String.format(Locale.ROOT, "line %d at %d", line, offset + from);
        }
      }
      offset = range.nextOffset();
    }
    LogSummary summary = archive.summary(KEY);
    String last = Long.toString(1_000_000_000 + lines - 1) + "       " + REST.stripTrailing();
    return offset == SIZE && summary.gaps() == 0 && summary.outputs().equals(Map.of("n", last))
        ? "complete"
        : offset + " bytes, " + summary.gaps() + " gaps, " + summary.outputs();
  }
}
