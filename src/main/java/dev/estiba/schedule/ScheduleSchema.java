package dev.estiba.schedule;

import dev.estiba.launch.LaunchSchema;

/** The JSON Schema of schedules, for editors and other checks. */
public final class ScheduleSchema {

  private static final String TEXT = LaunchSchema.text("schedule.json");

  private ScheduleSchema() {}

  public static String text() {
    return TEXT;
  }
}
