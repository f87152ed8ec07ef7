package dev.estiba.cli;

import picocli.CommandLine.Parameters;

/** Which batch. */
final class BatchIdParameter {

  @Parameters(index = "0", paramLabel = "ID", description = "The batch's id, as 'batch' tells it.")
  private String id = "";

  String id() {
    return id;
  }
}
