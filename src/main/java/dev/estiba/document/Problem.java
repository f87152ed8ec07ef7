package dev.estiba.document;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a request.
 *
 * @param path JSON Pointer (RFC 6901) of the field, empty for the whole document
 * @param message what is wrong and what is allowed
 * @param place where the field is in the text of the document; null where there is no text, or it
 *     is not known. In JSON its {@code line} and {@code column} stand beside the path.
 */
public record Problem(String path, String message, @JsonIgnore @Nullable Place place) {

  public Problem(String path, String message) {
    this(path, message, null);
  }

  @JsonCreator
  static Problem fromJson(
      @JsonProperty("path") String path,
      @JsonProperty("message") String message,
      @JsonProperty("line") @Nullable Integer line,
      @JsonProperty("column") @Nullable Integer column) {
    return new Problem(
        path, message, line == null || column == null ? null : new Place(line, column));
  }

  @JsonProperty
  @Nullable Integer line() {
    return place == null ? null : place.line();
  }

  @JsonProperty
  @Nullable Integer column() {
    return place == null ? null : place.column();
  }

  Problem at(@Nullable Place newPlace) {
    return new Problem(path, message, newPlace);
  }

  /** The place of a document as a whole says nothing. */
  @Override
  public String toString() {
    if (path.isEmpty()) {
      return message;
    }
    return place == null ? path + " " + message : place + ": " + path + " " + message;
  }
}
