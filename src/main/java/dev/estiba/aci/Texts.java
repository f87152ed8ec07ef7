package dev.estiba.aci;

import java.util.Locale;
import java.util.regex.Pattern;

/** What Azure and registries write for people, made ready to be searched. */
final class Texts {

  /** A name that somebody chose may be any word: {@code image 'me/unauthorized:latest'}. */
  private static final Pattern QUOTED_NAME =
      Pattern.compile("(?i)\\b(image|registry|group|container|reference) ('[^']*'|\"[^\"]*\")");

  private Texts() {}

  /** In lower case, and without the names of images, registries, groups and containers. */
  static String searchable(String text) {
    return QUOTED_NAME.matcher(text).replaceAll("$1").toLowerCase(Locale.ROOT);
  }

  /** Whether Azure says that a quota does not allow it, whatever the error's code. */
  static boolean speakOfQuota(String searchable) {
    return searchable.contains("quota") && searchable.contains("exceed");
  }

  /** As Azure says it with more than one code. */
  static boolean speakOfCapacity(String searchable) {
    return searchable.contains("requested resource is not available in the location");
  }
}
