package dev.estiba.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Commands that do not outlive this JVM, however it ends: a shell beside the process waits for the
 * end of the pipe that is its input, and then kills it.
 */
final class Watched {

  private static final String SCRIPT =
      """
      exec 3<&0
      ( read -r _ <&3; kill -s "$0" $$ 2>/dev/null ) &
      exec "$@" 3<&- </dev/null""";

  private Watched() {}

  /**
   * @param signal that ends the command at once
   */
  static ProcessBuilder command(String signal, List<String> command) {
    List<String> watched = new ArrayList<>(List.of("sh", "-c", SCRIPT, signal));
    watched.addAll(command);
    return new ProcessBuilder(watched);
  }
}
