package dev.estiba.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** The document of a request, before anything in it is understood. */
public sealed interface Document {

  /** How long a document may be, in UTF-8. */
  int MAX_BYTES = 1024 * 1024;

  record Tree(JsonNode tree) implements Document {}

  /** Neither JSON nor YAML. */
  record Malformed(Problem problem) implements Document {}

  static Document read(String text, DocumentFormat format) {
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text; // byte order mark
    Document document = format == DocumentFormat.JSON ? json(content) : Yaml.read(content);
    return document instanceof Tree tree && tree.tree().isMissingNode()
        ? malformed("is empty; it must be " + example(format))
        : document;
  }

  private static Document json(String text) {
    try {
      return new Tree(Json.parse(text));
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      String where =
          place == null
              ? ""
              : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
      return malformed("is not JSON" + where + ": " + e.getOriginalMessage());
    }
  }

  private static String example(DocumentFormat format) {
    return format == DocumentFormat.JSON
        ? "a JSON object such as {\"image\": \"busybox\"}"
        : "a mapping such as image: busybox";
  }

  private static Malformed malformed(String message) {
    return new Malformed(new Problem("", message));
  }
}
