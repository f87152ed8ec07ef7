package dev.estiba.cli;

import picocli.CommandLine.Parameters;

/** The name of a trigger. */
final class NameParameter {

  @Parameters(index = "0", paramLabel = "NAME", description = "The trigger's name.")
  private String name = "";

  String name() {
    return name;
  }
}
