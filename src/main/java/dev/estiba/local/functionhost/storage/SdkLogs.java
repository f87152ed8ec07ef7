package dev.estiba.local.functionhost.storage;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Azure's SDK logs an error for every answer that is one, such as a poll of a queue that is not
 * there yet, and for every attempt to reach a storage that is away. This host tells of them itself,
 * once.
 */
final class SdkLogs {

  /** Held here: a logger that nobody holds forgets its level. */
  private static final List<Logger> NOISE =
      List.of(
          Logger.getLogger("com.azure.storage"),
          Logger.getLogger("com.azure.core.http.jdk.httpclient.JdkHttpClient"));

  private SdkLogs() {}

  /** Silences them, unless the log's configuration has a level for them. */
  static void quieten() {
    for (Logger logger : NOISE) {
      if (logger.getLevel() == null) {
        logger.setLevel(Level.OFF);
      }
    }
  }
}
