package dev.estiba.local.functionhost;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The warnings and errors that a logger and those below it tell, until this is closed. */
final class LogLines extends Handler implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final SimpleFormatter formatter = new SimpleFormatter();
  private final Logger logger;

  private LogLines(Logger logger) {
    this.logger = logger;
  }

  /**
   * @param name empty for all
   */
  static LogLines watch(String name) {
    LogLines lines = new LogLines(Logger.getLogger(name));
    lines.setLevel(Level.WARNING);
    lines.logger.addHandler(lines);
    return lines;
  }

  List<String> lines() {
    return lines;
  }

  @Override
  public void publish(LogRecord record) {
    if (isLoggable(record)) {
      lines.add(formatter.formatMessage(record));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
