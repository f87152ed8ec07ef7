package dev.estiba.local.functionhost.storage;

import dev.estiba.local.functionhost.app.FunctionMethod;

/** Runs a function with a message. */
@FunctionalInterface
public interface MessageHandler {

  /**
   * Runs it to its end.
   *
   * @throws Exception if the function failed; the message is then tried again
   */
  void run(FunctionMethod function, TriggerMessage message) throws Exception;
}
