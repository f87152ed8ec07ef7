package dev.estiba.bench;

/** A peer cannot be installed or started on this machine. The message is one line. */
final class PeerUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  PeerUnavailableException(String reason) {
    super(reason);
  }
}
