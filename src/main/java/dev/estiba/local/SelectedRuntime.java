package dev.estiba.local;

import dev.estiba.local.azure.RuntimeKind;
import dev.estiba.local.azure.runtime.ContainerEngine;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * What runs the containers, chosen.
 *
 * @param description one sentence for the user
 */
public record SelectedRuntime(RuntimeKind kind, String description) {

  /** The word for it on the command line. */
  public String word() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Looks what this machine has.
   *
   * @param inUse what runs the groups that are left from before: their containers are there
   * @throws IOException if an engine is asked for and none answers
   */
  static SelectedRuntime of(RuntimeChoice choice, Optional<RuntimeKind> inUse) throws IOException {
    boolean stays = choice == RuntimeChoice.AUTO && inUse.isPresent();
    return of(stays ? RuntimeChoice.valueOf(inUse.get().name()) : choice);
  }

  private static SelectedRuntime of(RuntimeChoice choice) throws IOException {
    return switch (choice) {
      case AUTO -> docker().orElseGet(SelectedRuntime::processForLackOfAnEngine);
      case DOCKER -> docker().orElseThrow(SelectedRuntime::noEngine);
      case PROCESS ->
          new SelectedRuntime(
              RuntimeKind.PROCESS, "Commands run as plain processes, without their images.");
      case SIMULATED ->
          new SelectedRuntime(
              RuntimeKind.SIMULATED, "Containers are simulated: nothing is really run.");
    };
  }

  private static Optional<SelectedRuntime> docker() {
    return ContainerEngine.find()
        .map(
            engine ->
                new SelectedRuntime(
                    RuntimeKind.DOCKER,
                    "Containers run on the container engine at " + engine.host() + "."));
  }

  private static SelectedRuntime processForLackOfAnEngine() {
    return new SelectedRuntime(
        RuntimeKind.PROCESS,
        "No Docker or Podman engine answers: commands run as plain processes, without their"
            + " images.");
  }

  private static IOException noEngine() {
    return new IOException(
        "No Docker or Podman engine answers. Start one, set DOCKER_HOST, or run commands without"
            + " their images with --runtime process.");
  }
}
