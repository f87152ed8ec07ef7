package dev.estiba.cli;

import dev.estiba.local.RuntimeChoice;
import picocli.CommandLine.Option;

/** Of every command that runs containers. */
final class RuntimeOption {

  @Option(
      names = "--runtime",
      paramLabel = "RUNTIME",
      description =
          "What runs the containers: ${COMPLETION-CANDIDATES}. Default: docker where an engine"
              + " answers, else process.")
  private RuntimeChoice choice = RuntimeChoice.AUTO;

  RuntimeChoice choice() {
    return choice;
  }
}
