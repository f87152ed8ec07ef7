package dev.estiba.document;

/** JSON Pointers (RFC 6901). */
public final class Pointers {

  private Pointers() {}

  /** The pointer of a field of an object. */
  public static String child(String path, String field) {
    return path + "/" + field.replace("~", "~0").replace("/", "~1");
  }
}
