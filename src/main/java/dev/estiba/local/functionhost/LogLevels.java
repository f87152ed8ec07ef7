package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.app.FunctionAppException;
import dev.estiba.local.taskhub.TaskHub;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * host.json's {@code logging.logLevel}, for the loggers that this host has: those of functions, its
 * own, and the task hub's.
 */
final class LogLevels {

  private static final Map<String, Level> LEVELS =
      Map.of(
          "trace", Level.FINER,
          "debug", Level.FINE,
          "information", Level.INFO,
          "warning", Level.WARNING,
          "error", Level.SEVERE,
          "critical", Level.SEVERE,
          "none", Level.OFF);

  /** Else they would be collected, and their levels with them. */
  private static final List<Logger> KEPT = Collections.synchronizedList(new ArrayList<>());

  private LogLevels() {}

  /**
   * @param levels by category, {@code Function.SubmitTask} for instance
   * @throws FunctionAppException if there is no such level
   */
  static void apply(Map<String, String> levels) {
    levels.forEach(
        (category, level) ->
            loggerOf(category).ifPresent(name -> set(name, levelOf(category, level))));
  }

  private static void set(String logger, Level level) {
    Logger kept = Logger.getLogger(logger);
    kept.setLevel(level);
    KEPT.add(kept);
  }

  private static Level levelOf(String category, String name) {
    Level level = LEVELS.get(name.toLowerCase(Locale.ROOT));
    if (level == null) {
      throw new FunctionAppException(
          "host.json: logging.logLevel."
              + category
              + " is '"
              + name
              + "', but there are Trace, Debug, Information, Warning, Error, Critical and None.");
    }
    return level;
  }

  /** Empty for what only Azure has. */
  private static Optional<String> loggerOf(String category) {
    if (category.equals("Function") || category.startsWith("Function.")) {
      return Optional.of(category.replaceFirst("\\.User$", ""));
    }
    if (category.equals("default")) {
      return Optional.of("Function");
    }
    if (category.equals("Host") || category.startsWith("Host.")) {
      return Optional.of(FunctionHost.class.getPackageName());
    }
    return category.startsWith("DurableTask") || category.equals("Host.Triggers.DurableTask")
        ? Optional.of(TaskHub.class.getPackageName())
        : Optional.empty();
  }
}
