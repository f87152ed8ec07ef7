package dev.estiba.log;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line {@code ::output name=value} of a log.
 *
 * @param name null where it has none that is allowed
 * @param text the line without its time
 */
record OutputLine(@Nullable String name, String value, String text) {

  private static final byte[] BEGIN = "::output ".getBytes(StandardCharsets.UTF_8);
  private static final Pattern ASSIGNMENT =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_.-]{0,63})=(.*)", Pattern.DOTALL);

  /** Empty if the line is no output. Only lines with a time are whole, and may be one. */
  static Optional<OutputLine> at(Lines lines, int line) {
    int from = lines.textStart(line);
    if (from == lines.start(line) || !lines.hasAt(from, BEGIN)) {
      return Optional.empty();
    }
    String text = lines.text(from, line);
    return Optional.of(of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text));
  }

  private static OutputLine of(String text) {
    Matcher matcher = ASSIGNMENT.matcher(text.substring(BEGIN.length));
    return matcher.matches()
        ? new OutputLine(matcher.group(1), matcher.group(2), text)
        : new OutputLine(null, "", text);
  }
}
