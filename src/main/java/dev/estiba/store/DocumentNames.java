package dev.estiba.store;

import java.util.regex.Pattern;

/** Which names documents may have. */
final class DocumentNames {

  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z0-9][A-Za-z0-9._~=@:-]{0,199}(/[A-Za-z0-9][A-Za-z0-9._~=@:-]{0,199})*");

  private DocumentNames() {}

  static String require(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A document cannot be named '"
              + name
              + "': between slashes, a name has 1 to 200 letters, digits and . _ ~ = @ : -, and"
              + " begins with a letter or a digit.");
    }
    return name;
  }
}
