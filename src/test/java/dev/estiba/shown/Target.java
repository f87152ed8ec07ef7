package dev.estiba.shown;

import java.util.Set;

/** Which requests of which phase of a task a fault hits. */
enum Target {
  CREATE_GET("create: GET", "get", "Creating", "Queued"),
  CREATE_PUT("create: PUT", "create", "Creating", "Queued", "Starting"),
  STARTING("starting: GET", "get", "Starting"),
  RUNNING("running: GET", "get", "Running"),
  RUNNING_LOGS("running: logs", "logs", "Running"),
  // The look that sees the end fetches the rest of the log, whatever phase was told before.
  COLLECTING("collecting: logs", "logs", "Starting", "Running", "CollectingLogs"),
  DELETING_GET("deleting: GET", "get", "Deleting"),
  DELETING("deleting: DELETE", "delete", "Deleting");

  private final String title;
  private final String operation;
  private final Set<String> phases;

  Target(String title, String operation, String... phases) {
    this.title = title;
    this.operation = operation;
    this.phases = Set.of(phases);
  }

  String title() {
    return title;
  }

  /** Of a rule of the local Azure. */
  String operation() {
    return operation;
  }

  /** Where a task can be when it has met the fault. */
  Set<String> phases() {
    return phases;
  }

  /** Whether the container of the task has ended by then, so that its result is certain. */
  boolean isAfterRun() {
    return this == COLLECTING || this == DELETING_GET || this == DELETING;
  }

  boolean isCreate() {
    return this == CREATE_GET || this == CREATE_PUT;
  }

  boolean isRunning() {
    return this == RUNNING || this == RUNNING_LOGS;
  }

  /** The phase in which its rule is to be made; empty text for a rule that is there before. */
  String ruleIsMadeIn() {
    if (isRunning()) {
      return "Running";
    }
    return this == DELETING_GET ? "CollectingLogs" : "";
  }
}
