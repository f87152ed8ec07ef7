package dev.estiba.shown;

/** What befalls a task beside a fault. */
enum Scenario {
  SINGLE,
  CANCEL,
  TIMEOUT,
  KILLED;

  /** Whether it ends a task whose container runs on. */
  boolean interrupts() {
    return this == CANCEL || this == TIMEOUT;
  }
}
