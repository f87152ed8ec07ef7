package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.app.FunctionAppException;
import dev.estiba.local.taskhub.TaskHub;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * host.json's {@code logging.logLevel}, for the loggers that this host has: those of functions, its
 * own, and the task hub's. Holds until it is closed. Thread-safe.
 */
final class LogLevels implements AutoCloseable {

  private static final String FUNCTIONS = "Function";
  private static final String HOST = FunctionHost.class.getPackageName();
  private static final String TASK_HUB = TaskHub.class.getPackageName();

  /** Other categories that begin with these words are of parts that only Azure has. */
  private static final Map<String, List<String>> LOGGERS =
      Map.of(
          "default", List.of(FUNCTIONS, HOST, TASK_HUB),
          "function", List.of(FUNCTIONS),
          "host", List.of(HOST),
          "host.triggers.durabletask", List.of(TASK_HUB),
          "durabletask", List.of(TASK_HUB),
          "durabletask.core", List.of(TASK_HUB));

  private static final Map<String, Level> LEVELS =
      Map.of(
          "trace", Level.FINER,
          "debug", Level.FINE,
          "information", Level.INFO,
          "warning", Level.WARNING,
          "error", Level.SEVERE,
          "critical", Level.SEVERE,
          "none", Level.OFF);

  /** Also keeps the loggers: else they would be collected, and their levels with them. */
  private final Map<Logger, @Nullable Level> before = new LinkedHashMap<>();

  private LogLevels() {}

  /**
   * @param levels by category, {@code Function.SubmitTask} for instance; what is said of a category
   *     wins over what is said of a wider one
   * @throws FunctionAppException if there is no such level; nothing is changed then
   */
  static LogLevels apply(Map<String, String> levels) {
    levels.forEach(LogLevels::levelOf);
    LogLevels applied = new LogLevels();
    levels.keySet().stream()
        .sorted(Comparator.comparing(LogLevels::width).thenComparing(category -> category))
        .forEach(category -> applied.set(category, levelOf(category, levels.get(category))));
    return applied;
  }

  /** The widest category has the least. */
  private static int width(String category) {
    return category.equalsIgnoreCase("default") ? 0 : category.length();
  }

  private void set(String category, Level level) {
    for (String name : loggersOf(category)) {
      Logger logger = Logger.getLogger(name);
      if (!before.containsKey(logger)) { // null is a level here: that of the parent
        before.put(logger, logger.getLevel());
      }
      logger.setLevel(level);
    }
  }

  private static Level levelOf(String category, @Nullable String name) {
    Level level = LEVELS.get(String.valueOf(name).toLowerCase(Locale.ROOT));
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

  private static List<String> loggersOf(String category) {
    String lower = category.toLowerCase(Locale.ROOT);
    return lower.startsWith("function.")
        ? List.of(
            FUNCTIONS + category.substring(FUNCTIONS.length()).replaceFirst("(?<=.)\\.User$", ""))
        : LOGGERS.getOrDefault(lower, List.of());
  }

  @Override
  public synchronized void close() {
    before.forEach(Logger::setLevel);
    before.clear();
  }
}
