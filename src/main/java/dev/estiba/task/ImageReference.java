package dev.estiba.task;

import java.util.regex.Pattern;

/**
 * The grammar of image references, as the distribution project specifies it (reference.go): {@code
 * [registry[:port]/]repository[:tag][@digest]}.
 */
final class ImageReference {

  private static final String HOST_PART = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
  private static final String REGISTRY =
      "(?:" + HOST_PART + "(?:\\." + HOST_PART + ")*(?::[0-9]+)?/)?";
  private static final String PATH_PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  private static final Pattern GRAMMAR =
      Pattern.compile(
          REGISTRY
              + PATH_PART
              + "(?:/"
              + PATH_PART
              + ")*(?::[\\w][\\w.-]{0,127})?(?:@[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-fA-F]{32,})?");
  private static final int MAX_LENGTH = 512;

  private ImageReference() {}

  static boolean isValid(String image) {
    return image.length() <= MAX_LENGTH && GRAMMAR.matcher(image).matches();
  }
}
