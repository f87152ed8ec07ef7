package dev.estiba.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/** Sends the log of everything in this process to standard error, a line an event. */
final class Logging {

  private Logging() {}

  /** Only what a person should know who did not ask. */
  static void quiet() {
    configure("WARNING");
  }

  /** Also what starts and ends, and what functions say. */
  static void lifecycle() {
    configure("INFO");
  }

  private static void configure(String level) {
    String configuration =
        """
        handlers=java.util.logging.ConsoleHandler
        java.util.logging.ConsoleHandler.level=ALL
        java.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter
        java.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL%1$tz %4$s %5$s%6$s%n
        .level=WARNING
        com.azure.core.http.jdk.httpclient.level=SEVERE
        Function.level=%1$s
        dev.estiba.level=%1$s
        """
            .replace("%1$s\n", level + "\n");
    try {
      LogManager.getLogManager()
          .readConfiguration(
              new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
