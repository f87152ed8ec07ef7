package dev.estiba.task;

import dev.estiba.document.Schemas;

/** The JSON Schema of tasks, for editors and other checks. It is no part of {@link TaskParser}. */
public final class TaskSchema {

  private TaskSchema() {}

  public static String text() {
    return Schemas.text("task.json");
  }
}
