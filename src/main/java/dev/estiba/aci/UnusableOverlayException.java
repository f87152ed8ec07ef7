package dev.estiba.aci;

/** A task's raw ARM properties that make no container group. The message tells nothing of them. */
final class UnusableOverlayException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableOverlayException(String message) {
    super(message);
  }
}
