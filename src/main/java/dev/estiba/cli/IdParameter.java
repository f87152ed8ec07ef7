package dev.estiba.cli;

import picocli.CommandLine.Parameters;

/** Which batch or pipeline. */
final class IdParameter {

  @Parameters(index = "0", paramLabel = "ID", description = "As it was told at the start.")
  private String id = "";

  String id() {
    return id;
  }
}
