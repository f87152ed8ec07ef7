package dev.estiba.task;

import java.util.regex.Pattern;

/**
 * A rule that a text is to keep as a whole.
 *
 * @param says completes a sentence that begins with the field's name: "must be …"
 */
record TextRule(Pattern pattern, String says) {

  static TextRule of(String regex, String says) {
    return new TextRule(Pattern.compile(regex), says);
  }

  boolean allows(String text) {
    return pattern.matcher(text).matches();
  }
}
