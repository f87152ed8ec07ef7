package dev.estiba.cli;

import java.util.List;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C, and the other polite requests to end. A shutdown hook would be too late for what is still
 * to be done then: the Azure SDK cannot be used any more in a JVM that shuts down.
 */
final class Interrupts {

  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  private Interrupts() {}

  /**
   * Runs the action at the first request, in a thread of its own; the next one ends the process.
   */
  static void onFirst(Runnable action) {
    handle(
        signal -> {
          handle(SignalHandler.SIG_DFL);
          action.run();
        });
  }

  /** What the parent process made this one ignore, as nohup does, stays ignored. */
  private static void handle(SignalHandler handler) {
    SIGNALS.forEach(name -> Signal.handle(new Signal(name), handler));
  }
}
