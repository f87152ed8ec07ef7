package dev.estiba.event;

import dev.estiba.launch.LaunchSchema;

/** The JSON Schema of triggers, for editors and other checks. */
public final class TriggerSchema {

  private static final String TEXT = LaunchSchema.text("trigger.json");

  private TriggerSchema() {}

  public static String text() {
    return TEXT;
  }
}
