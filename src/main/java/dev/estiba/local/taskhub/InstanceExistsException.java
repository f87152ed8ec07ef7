package dev.estiba.local.taskhub;

/** An instance of that id exists and has not ended. */
public final class InstanceExistsException extends RuntimeException {

  public InstanceExistsException(String instanceId, RuntimeStatus status) {
    super(
        "An orchestration instance with id '"
            + instanceId
            + "' exists and is "
            + status.displayName()
            + ". Choose another id, or terminate it first.");
  }
}
