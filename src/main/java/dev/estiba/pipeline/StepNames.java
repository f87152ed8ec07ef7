package dev.estiba.pipeline;

import dev.estiba.document.TextRule;

/** The names in a pipeline. */
final class StepNames {

  static final TextRule STEP =
      TextRule.of(
          "(?!.*--)[a-z]([a-z0-9-]{0,38}[a-z0-9])?",
          "must be 1 to 40 lower-case letters, digits and single hyphens, with a letter at its start"
              + " and no hyphen at its end");

  /** As the outputs of a task are named. */
  static final TextRule OUTPUT =
      TextRule.of(
          "[A-Za-z_][A-Za-z0-9_.-]{0,63}",
          "must be 1 to 64 letters, digits, '_', '.' and '-', with a letter or '_' at its start");

  private StepNames() {}
}
