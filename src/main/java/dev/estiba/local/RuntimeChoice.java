package dev.estiba.local;

import java.util.Locale;

/** What runs the containers of the embedded mode. */
public enum RuntimeChoice {
  /** {@link #DOCKER} where an engine answers, else {@link #PROCESS}. */
  AUTO,
  DOCKER,
  PROCESS,
  SIMULATED;

  /** The word for it on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
