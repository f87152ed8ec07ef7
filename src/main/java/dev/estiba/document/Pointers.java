package dev.estiba.document;

import java.util.List;
import java.util.stream.Stream;

/** JSON Pointers (RFC 6901). */
public final class Pointers {

  private Pointers() {}

  /** The pointer of a field of an object. */
  public static String child(String path, String field) {
    return path + "/" + field.replace("~", "~0").replace("/", "~1");
  }

  /** The names and indexes that a pointer goes through. */
  static List<String> parts(String pointer) {
    return pointer.isEmpty()
        ? List.of()
        : Stream.of(pointer.substring(1).split("/", -1))
            .map(part -> part.replace("~1", "/").replace("~0", "~"))
            .toList();
  }
}
