package dev.estiba.document;

/**
 * One thing wrong with a request.
 *
 * @param path JSON Pointer (RFC 6901) of the field, empty for the whole document
 * @param message what is wrong and what is allowed
 */
public record Problem(String path, String message) {

  @Override
  public String toString() {
    return path.isEmpty() ? message : path + " " + message;
  }
}
