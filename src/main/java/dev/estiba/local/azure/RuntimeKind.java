package dev.estiba.local.azure;

/** What runs the containers. */
public enum RuntimeKind {
  /** A container engine that speaks Docker's API: Docker or Podman. */
  DOCKER,
  /** The command alone, as a child process; the image is not looked at. Linux only. */
  PROCESS,
  /**
   * Nothing runs; the containers or {@link LocalAzureOptions#simulations} say what would happen.
   */
  SIMULATED,
}
