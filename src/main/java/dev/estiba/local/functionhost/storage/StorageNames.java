package dev.estiba.local.functionhost.storage;

import java.util.regex.Pattern;

/** What Azure Storage lets queues, containers and blobs be called. */
final class StorageNames {

  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:-?[a-z0-9]){2,62}");
  private static final int LONGEST = 63;
  private static final int LONGEST_BLOB = 1024;

  private StorageNames() {}

  /**
   * @throws IllegalArgumentException if there can be no such queue
   */
  static String queue(String name) {
    return checked("queue", name);
  }

  /**
   * @throws IllegalArgumentException if there can be no such container
   */
  static String container(String name) {
    return name.equals("$root") || name.equals("$web") ? name : checked("container", name);
  }

  private static String checked(String kind, String name) {
    if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' cannot be the name of a "
              + kind
              + ": it takes 3 to 63 lower-case letters, digits and single hyphens between them");
    }
    return name;
  }

  /**
   * @throws IllegalArgumentException if there can be no such blob
   */
  static String blob(String name) {
    if (name.isEmpty() || name.length() > LONGEST_BLOB) {
      throw new IllegalArgumentException("a blob's name takes 1 to 1024 characters");
    }
    return name;
  }
}
