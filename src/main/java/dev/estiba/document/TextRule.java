package dev.estiba.document;

import java.util.regex.Pattern;

/**
 * A rule that a text is to keep as a whole.
 *
 * @param says completes a sentence that begins with the field's name: "must be …"
 */
public record TextRule(Pattern pattern, String says) {

  /** More than any rule has use for; a repeated group takes a stack frame for each repetition. */
  public static final int MAX_LENGTH = 4096;

  public static TextRule of(String regex, String says) {
    return new TextRule(Pattern.compile(regex), says);
  }

  public boolean allows(String text) {
    return text.length() <= MAX_LENGTH && pattern.matcher(text).matches();
  }
}
