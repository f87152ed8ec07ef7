package dev.estiba.cli;

import picocli.CommandLine.Parameters;

/** The name of a schedule or a trigger. */
final class NameParameter {

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "Its name: 1 to 40 lower-case letters, digits and single hyphens.")
  private String name = "";

  String name() {
    return name;
  }
}
