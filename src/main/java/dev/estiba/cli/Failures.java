package dev.estiba.cli;

/** Says in one line what went wrong. */
final class Failures {

  private Failures() {}

  static String describe(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.toString() : message;
  }
}
