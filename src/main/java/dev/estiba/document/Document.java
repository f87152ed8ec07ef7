package dev.estiba.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** The document of a request, before anything in it is understood. */
public sealed interface Document {

  /** How long a document may be, in UTF-8. */
  int MAX_BYTES = 1024 * 1024;

  /**
   * JSON or YAML.
   *
   * @param source that the tree was read from, without a byte order mark
   */
  record Tree(JsonNode tree, String source, DocumentFormat format) implements Document {

    /** Problems of the tree, each with the place in the source where it is. */
    public List<Problem> withPlaces(List<Problem> problems) {
      if (problems.isEmpty()) {
        return problems;
      }
      try (JsonParser parser =
          format == DocumentFormat.JSON ? Json.parser(source) : Yaml.parser(source)) {
        return Places.fillIn(problems, parser);
      } catch (IOException e) {
        throw new IllegalStateException("A document that was read cannot be read again", e);
      }
    }
  }

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
      return new Tree(Json.parse(text), text, DocumentFormat.JSON);
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      Place place =
          location == null ? null : new Place(location.getLineNr(), location.getColumnNr());
      String where = place == null ? "" : " (" + place + ")";
      return new Malformed(
          new Problem("", "is not JSON" + where + ": " + e.getOriginalMessage(), place));
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
