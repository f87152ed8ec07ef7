package dev.estiba.cli;

import picocli.CommandLine.Parameters;

/** Which one of what has an id. */
final class IdParameter {

  @Parameters(index = "0", paramLabel = "ID", description = "Its id, as it was told.")
  private String id = "";

  String id() {
    return id;
  }
}
