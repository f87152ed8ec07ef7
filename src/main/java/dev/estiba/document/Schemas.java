package dev.estiba.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schemas on the class path, below {@code /schemas}. */
public final class Schemas {

  private Schemas() {}

  /**
   * The text of one of them.
   *
   * @param name of its file, {@code task.json} for instance
   * @throws IllegalStateException if there is none of the name
   */
  public static String text(String name) {
    try (InputStream schema = Schemas.class.getResourceAsStream("/schemas/" + name)) {
      if (schema == null) {
        throw new IllegalStateException("The schema " + name + " is not on the class path");
      }
      return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
