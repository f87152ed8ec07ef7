package dev.estiba.cli;

import picocli.CommandLine.Option;

/** How standard output is written. */
final class OutputOption {

  enum Format {
    TEXT,
    JSON
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text, for people, or json. Default: text.")
  private Format format = Format.TEXT;

  boolean isJson() {
    return format == Format.JSON;
  }
}
