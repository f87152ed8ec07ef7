package dev.estiba.local.azure.fault;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A pattern for names, which ARM does not tell apart by case. */
final class Glob {

  private final Pattern pattern;

  private Glob(Pattern pattern) {
    this.pattern = pattern;
  }

  static Glob of(String text) {
    String regex = text.chars().mapToObj(Glob::regex).collect(Collectors.joining());
    return new Glob(Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL));
  }

  private static String regex(int character) {
    return switch (character) {
      case '*' -> ".*";
      case '?' -> ".";
      default -> Pattern.quote(String.valueOf((char) character));
    };
  }

  boolean fits(String name) {
    return pattern.matcher(name).matches();
  }
}
