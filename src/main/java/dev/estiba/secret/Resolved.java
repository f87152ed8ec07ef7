package dev.estiba.secret;

import dev.estiba.task.Reason;

/** What became of a secret that was to be read. */
public sealed interface Resolved {

  /** The secret itself: only for memory, never for a log or an orchestration's history. */
  record Ok(String text) implements Resolved {

    /** Without the text: it might end in a log. */
    @Override
    public String toString() {
      return "Ok[***]";
    }
  }

  /**
   * Why it could not be read; never with a part of its value.
   *
   * @param mayPass whether asking again later may help
   */
  record Failed(Reason reason, boolean mayPass) implements Resolved {}

  /** A failure that stays until somebody does what the remedy says. */
  static Failed failed(String type, String message, String remedy) {
    return new Failed(new Reason(type, null, message, remedy), false);
  }
}
