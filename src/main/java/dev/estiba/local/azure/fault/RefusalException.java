package dev.estiba.local.azure.fault;

/** A request exceeds a limit. */
public final class RefusalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Reply reply;

  RefusalException(Reply reply) {
    super("Refused with status " + reply.status() + ": " + reply.body());
    this.reply = reply;
  }

  public Reply reply() {
    return reply;
  }
}
