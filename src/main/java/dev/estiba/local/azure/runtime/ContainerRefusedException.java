package dev.estiba.local.azure.runtime;

/** A runtime cannot run what it was asked to. */
public final class ContainerRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why, as far as it matters to the caller's next step. */
  public enum Reason {
    /** The registry answered: there is no such image, or not for these credentials. */
    INACCESSIBLE_IMAGE,
    /** The registry could not be asked or failed; a later try may succeed. */
    REGISTRY_ERROR,
    /** The container engine does not answer; a later try may succeed. */
    ENGINE_UNAVAILABLE,
    /** This kind of runtime can never run it. */
    NOT_RUNNABLE,
  }

  private final Reason reason;

  public ContainerRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
