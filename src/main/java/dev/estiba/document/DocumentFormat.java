package dev.estiba.document;

/** How the document of a request is written. */
public enum DocumentFormat {
  JSON,
  YAML;

  /** What a document of unknown format seems to be: JSON begins with a brace. */
  public static DocumentFormat guess(String text) {
    String start = text.stripLeading();
    return start.startsWith("{") || start.startsWith("[") || start.startsWith("\uFEFF{")
        ? JSON
        : YAML;
  }
}
