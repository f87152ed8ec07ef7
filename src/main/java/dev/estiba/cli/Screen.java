package dev.estiba.cli;

import java.util.Map;

/**
 * What standard error can show.
 *
 * @param redraws whether a line can be drawn again: a terminal that moves its cursor
 * @param colours whether colours are welcome (https://no-color.org)
 */
record Screen(boolean redraws, boolean colours) {

  /** Set by the launcher: Java cannot ask whether its standard error is a terminal. */
  private static final String IS_TERMINAL = "estiba.terminal";

  static Screen ofThisProcess() {
    return of(Boolean.getBoolean(IS_TERMINAL), System.getenv());
  }

  static Screen of(boolean terminal, Map<String, String> environment) {
    String kind = environment.getOrDefault("TERM", "");
    boolean redraws = terminal && !kind.isEmpty() && !kind.equals("dumb");
    return new Screen(redraws, redraws && environment.getOrDefault("NO_COLOR", "").isEmpty());
  }
}
