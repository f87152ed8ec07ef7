package dev.estiba.cli;

import picocli.CommandLine.Option;

/** Whether a command waits for what it began. */
final class DetachOption {

  @Option(
      names = {"-d", "--detach"},
      description =
          "Prints the id and does not wait for the end; it goes on while an Estiba runs on this"
              + " data ('estiba up').")
  private boolean detached;

  boolean isDetached() {
    return detached;
  }
}
