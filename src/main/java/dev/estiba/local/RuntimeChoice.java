package dev.estiba.local;

/** What runs the containers of the embedded mode. */
public enum RuntimeChoice {
  /** {@link #DOCKER} where an engine answers, else {@link #PROCESS}. */
  AUTO,
  DOCKER,
  PROCESS,
  SIMULATED
}
