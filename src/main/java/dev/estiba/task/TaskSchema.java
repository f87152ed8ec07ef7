package dev.estiba.task;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schema of tasks, for editors and other checks. It is no part of {@link TaskParser}. */
public final class TaskSchema {

  private static final String RESOURCE = "/schemas/task.json";

  private TaskSchema() {}

  public static String text() {
    try (InputStream schema = TaskSchema.class.getResourceAsStream(RESOURCE)) {
      if (schema == null) {
        throw new IllegalStateException("The resource " + RESOURCE + " is not on the class path");
      }
      return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
