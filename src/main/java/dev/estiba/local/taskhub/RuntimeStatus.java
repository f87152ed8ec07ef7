package dev.estiba.local.taskhub;

/** The state of an orchestration instance, in the names that Durable Functions uses. */
public enum RuntimeStatus {
  PENDING("Pending", false),
  RUNNING("Running", false),
  SUSPENDED("Suspended", false),
  COMPLETED("Completed", true),
  FAILED("Failed", true),
  TERMINATED("Terminated", true);

  private final String displayName;
  private final boolean terminal;

  RuntimeStatus(String displayName, boolean terminal) {
    this.displayName = displayName;
    this.terminal = terminal;
  }

  /** The name as the durable HTTP API writes it, {@code Completed} for instance. */
  public String displayName() {
    return displayName;
  }

  /** Whether an instance in this state will never do anything again. */
  public boolean isTerminal() {
    return terminal;
  }
}
