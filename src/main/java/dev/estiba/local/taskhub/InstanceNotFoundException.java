package dev.estiba.local.taskhub;

/** No instance of that id in this task hub. */
public final class InstanceNotFoundException extends RuntimeException {

  public InstanceNotFoundException(String instanceId) {
    super("No orchestration instance with id '" + instanceId + "'.");
  }
}
