package dev.estiba.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Of every command that waits for what it began. */
final class FollowOptions {

  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = {"-d", "--detach"},
      description =
          "Prints the id and does not wait for the end; it goes on while an Estiba runs on this"
              + " data ('estiba up').")
  private boolean detached;

  boolean isJson() {
    return output.isJson();
  }

  boolean isDetached() {
    return detached;
  }
}
